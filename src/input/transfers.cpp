#include "input/transfers.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <set>
#include <sys/uio.h>
#include <unistd.h>
#include <utility>

namespace vitrail {

namespace {

constexpr std::size_t a_piece = 64 * 1024; // what a pipe holds

void make_non_blocking(Fd const& fd) { ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) | O_NONBLOCK); }

bool for_later(int error) { return error == EAGAIN || error == EINTR; }

/// Where the kernel can, without waiting whatever O_NONBLOCK says: a program shares that with the descriptor it sent.
ssize_t write_at_once(Fd const& fd, char const* data, std::size_t size)
{
    iovec const piece{const_cast<char*>(data), size};
    auto const put = ::pwritev2(fd.get(), &piece, 1, -1, RWF_NOWAIT);
    return put < 0 && (errno == EOPNOTSUPP || errno == ENOSYS) ? ::write(fd.get(), data, size) : put;
}

} // namespace

Intake::Intake(wl_event_loop* loop, Fd fd, std::size_t limit, std::function<void(End)> done)
    : fd_{std::move(fd)}
    , limit_{limit}
    , done_{std::move(done)}
    , source_{wl_event_loop_add_fd(loop, fd_.get(), WL_EVENT_READABLE, on_ready, this)}
{
}

Intake::~Intake()
{
    if (source_)
        wl_event_source_remove(source_);
}

int Intake::on_ready(int, std::uint32_t, void* self)
{
    static_cast<Intake*>(self)->read();
    return 0;
}

/// One piece a turn: a program that sends without a pause stops nobody.
void Intake::read()
{
    auto const before = text_.size();
    text_.resize(before + a_piece);
    auto const got = ::read(fd_.get(), text_.data() + before, a_piece);
    auto const error = errno;
    text_.resize(before + std::size_t(std::max<ssize_t>(got, 0)));
    if (got < 0 && for_later(error))
        return;
    if (text_.size() > limit_)
        end(End::TooMuch);
    else if (got <= 0)
        end(got == 0 ? End::Complete : End::Broken);
}

/// Nothing of this is touched after `done`.
void Intake::end(End how)
{
    wl_event_source_remove(std::exchange(source_, nullptr));
    fd_.reset();
    auto const done = std::move(done_);
    done(how);
}

class Outlets::Outlet {
public:
    Outlet(Outlets& all, std::shared_ptr<std::string const> text, Fd fd)
        : all_{all}
        , text_{std::move(text)}
        , fd_{std::move(fd)}
        , source_{wl_event_loop_add_fd(all.loop_, fd_.get(), WL_EVENT_WRITABLE, on_ready, this)}
    {
    }
    Outlet(Outlet const&) = delete;
    Outlet& operator=(Outlet const&) = delete;
    ~Outlet()
    {
        if (source_)
            wl_event_source_remove(source_);
    }

    /// Is somebody told when it can go on? Not of files.
    [[nodiscard]] bool can_wait() const { return source_ != nullptr; }
    [[nodiscard]] std::string const& text() const { return *text_; }

private:
    static int on_ready(int, std::uint32_t, void* self)
    {
        auto& outlet = *static_cast<Outlet*>(self);
        if (!outlet.write())
            outlet.all_.all_.remove_if([&](auto const& each) { return each.get() == self; });
        return 0;
    }
    /// Is there more to come?
    [[nodiscard]] bool write()
    {
        auto const size = std::min(a_piece, text_->size() - written_);
        auto const put = size > 0 ? write_at_once(fd_, text_->data() + written_, size) : 0;
        if (put < 0)
            return for_later(errno);
        written_ += std::size_t(put);
        return written_ < text_->size();
    }

    Outlets& all_;
    std::shared_ptr<std::string const> text_;
    Fd fd_;
    std::size_t written_ = 0;
    wl_event_source* source_;
};

Outlets::Outlets(wl_event_loop* loop) : loop_{loop} {}

Outlets::~Outlets() = default;

void Outlets::send(std::shared_ptr<std::string const> text, Fd fd)
{
    make_non_blocking(fd);
    make_room_for(*text);
    auto outlet = std::make_unique<Outlet>(*this, std::move(text), std::move(fd));
    if (outlet->can_wait())
        all_.push_back(std::move(outlet));
}

void Outlets::make_room_for(std::string const& text)
{
    auto const texts = [&] {
        std::set<std::string const*> out{&text};
        for (auto const& each : all_)
            out.insert(&each->text());
        return out.size();
    };
    while (!all_.empty() && (all_.size() >= most_readers || texts() > most_texts))
        all_.pop_front();
}

} // namespace vitrail
