#include "errands.hpp"

#include <sys/eventfd.h>
#include <wayland-server-core.h>

namespace vitrail::test {

Errands::Errands(wl_event_loop& loop)
    : wake_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)}
    , source_{wl_event_loop_add_fd(&loop, wake_.get(), WL_EVENT_READABLE, on_wake, this)}
{
}

Errands::~Errands() { wl_event_source_remove(source_); }

void Errands::run(std::function<void()> const& errand)
{
    if (std::this_thread::get_id() == thread_)
        return errand();
    errand_ = &errand;
    ::eventfd_write(wake_.get(), 1);
    done_.acquire();
}

int Errands::on_wake(int descriptor, std::uint32_t, void* self)
{
    auto& errands = *static_cast<Errands*>(self);
    eventfd_t count = 0;
    if (::eventfd_read(descriptor, &count) != 0)
        return 0;
    (*errands.errand_)();
    errands.done_.release();
    return 0;
}

} // namespace vitrail::test
