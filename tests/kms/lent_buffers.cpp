#include "lent_buffers.hpp"

#include "linux-drm-syncobj-v1-client-protocol.h"
#include "presentation-time-client-protocol.h"

#include <algorithm>
#include <format>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

// The protocol's own name for a request hides the struct of the same name.
using PresentationFeedback = struct wp_presentation_feedback;

struct LentListener {
    static void tell(void* lent, Lent::Told told)
    {
        auto& self = *static_cast<Lent*>(lent);
        self.told_ = told;
        wp_presentation_feedback_destroy(std::exchange(self.feedback_, nullptr));
    }

    static constexpr wp_presentation_feedback_listener feedback{
        .sync_output = [](void*, PresentationFeedback*, wl_output*) {},
        .presented = [](void* d, PresentationFeedback*, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                        std::uint32_t, std::uint32_t, std::uint32_t) { tell(d, Lent::Told::Presented); },
        .discarded = [](void* d, PresentationFeedback*) { tell(d, Lent::Told::Discarded); },
    };
};

Lent::Lent(TestSurface& surface, std::shared_ptr<TestDmabuf> buffer, std::unique_ptr<ClientTimeline> timeline, int turn)
    : turn{turn}
    , buffer_{std::move(buffer)}
    , timeline_{std::move(timeline)}
    , feedback_{wp_presentation_feedback(surface.client().globals.presentation, surface.c())}
    , releases_before_{buffer_->releases()}
{
    wp_presentation_feedback_add_listener(feedback_, &LentListener::feedback, this);
}

Lent::~Lent() { orphan(); }

void Lent::orphan()
{
    if (feedback_)
        wp_presentation_feedback_destroy(std::exchange(feedback_, nullptr));
    buffer_.reset();
}

bool Lent::returns()
{
    if (returned_)
        return false;
    returned_ = timeline_ ? timeline_->signalled(2) : buffer_->releases() > releases_before_;
    if (returned_ && timeline_)
        timeline_->reset();
    return returned_;
}

bool Lent::returned_twice() const
{
    return returned_ && timeline_ && timeline_->signalled(2);
}

std::string Lent::description() const
{
    constexpr char const* names[] = {"not shown yet", "shown", "discarded"};
    return std::format("{}, {}", timeline_ ? "explicit" : "implicit", names[int(told_)]);
}

Lender::Lender(TestSurface& surface, Extent size, wp_linux_drm_syncobj_manager_v1* manager, std::shared_ptr<Fd> device)
    : surface_{surface}, manager_{manager}, device_{std::move(device)}
{
    if (manager_)
        sync_ = wp_linux_drm_syncobj_manager_v1_get_surface(manager_, surface_.c());
    for (int i = 0; i < 4; ++i)
        buffers_.push_back(std::make_shared<TestDmabuf>(surface_.client(), size, PixelFormat::Xrgb8888));
}

Lender::~Lender()
{
    if (sync_)
        wp_linux_drm_syncobj_surface_v1_destroy(sync_);
}

Lent* Lender::commit(int turn)
{
    auto const free = std::ranges::find_if(buffers_, [&](auto const& buffer) {
        return std::ranges::none_of(lent_, [&](Lent const& l) { return !l.returned() && &l.buffer() == buffer.get(); });
    });
    if (free == buffers_.end())
        return nullptr;
    auto& lent = lent_.emplace_back(surface_, *free, sync_ ? std::make_unique<ClientTimeline>(device_) : nullptr, turn);
    surface_.attach(free->get());
    if (sync_) {
        int const fd = lent.timeline_->export_fd();
        auto* const timeline = wp_linux_drm_syncobj_manager_v1_import_timeline(manager_, fd);
        close(fd);
        wp_linux_drm_syncobj_surface_v1_set_acquire_point(sync_, timeline, 0, 1);
        wp_linux_drm_syncobj_surface_v1_set_release_point(sync_, timeline, 0, 2);
        wp_linux_drm_syncobj_timeline_v1_destroy(timeline);
    }
    surface_.commit();
    mapped_ = true;
    return &lent;
}

void Lender::commit_state()
{
    if (!lent_.empty())
        lent_.back().carried_ = true;
    surface_.commit();
}

void Lender::unmap()
{
    if (!lent_.empty())
        lent_.back().withdrawn_ = true;
    surface_.attach(nullptr);
    surface_.commit();
    mapped_ = false;
}

std::string Lender::look(Guest& guest, int sure_since)
{
    std::vector<std::list<Lent>::const_iterator> news;
    for (auto i = lent_.begin(); i != lent_.end(); ++i)
        if (i->returns())
            news.push_back(i);
    if (news.empty())
        return {};
    guest.turn(); // what was flipped then is told now
    std::string faults;
    for (auto const i : news)
        faults += fault(i, sure_since);
    return faults;
}

std::string Lender::fault(std::list<Lent>::const_iterator returned, int sure_since) const
{
    auto const number = std::distance(lent_.begin(), returned);
    auto const says = [&](char const* what) {
        auto out = std::format("buffer {} of {} ({}): {}\n", number, lent_.size(), returned->description(), what);
        for (auto i = std::next(returned); i != lent_.end(); ++i)
            out += std::format("  then in turn {}: {}\n", i->turn, i->description());
        return out;
    };
    if (!mapped_)
        return {};
    auto const later = std::next(returned);
    if (later == lent_.end())
        return says("given back though it is the surface's content");
    if (returned->told() == Lent::Told::Nothing)
        return says("given back before it was shown or discarded");
    bool const replaced = std::any_of(later, lent_.end(), [](Lent const& l) { return l.told_ == Lent::Told::Presented || l.carried_; });
    bool const withdrawn = std::any_of(returned, lent_.end(), [](Lent const& l) { return l.withdrawn_; });
    if (returned->told() == Lent::Told::Presented && !replaced && !withdrawn && returned->turn > sure_since)
        return says("given back while it is on the screen");
    return {};
}

std::string Lender::kept() const
{
    std::string out;
    for (auto const& lent : lent_)
        if (!lent.returned() && !(mapped_ && &lent == &lent_.back()))
            out += std::format("buffer of {} of {} kept: {}\n", lent.turn, lent_.back().turn, lent.description());
    return out;
}

} // namespace vitrail::test
