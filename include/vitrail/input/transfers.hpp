#pragma once

#include "base/fd.hpp"

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <wayland-server-core.h>

namespace vitrail {

/// What is read from a program until it closes its end, without waiting for it.
class Intake {
public:
    /// Why it is over.
    enum class End {
        Complete,
        TooMuch, ///< more than `limit`
        Broken,
    };

    /// Reads from `fd`, which does not block. `done` may destroy this.
    Intake(wl_event_loop* loop, Fd fd, std::size_t limit, std::function<void(End)> done);
    Intake(Intake const&) = delete;
    Intake& operator=(Intake const&) = delete;
    ~Intake();

    /// How many bytes came so far.
    [[nodiscard]] std::size_t size() const { return text_.size(); }
    /// What came so far, and nothing after.
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    static int on_ready(int fd, std::uint32_t mask, void* self);
    void read();
    void end(End how);

    Fd fd_;
    std::size_t limit_;
    std::function<void(End)> done_;
    std::string text_;
    wl_event_source* source_;
};

/// Texts on their way to programs, each as fast as its reader reads. One whose reader goes is dropped.
///
/// Readers that never read keep no more than a few texts and descriptors: who has waited longest gives way to the next.
class Outlets {
public:
    static constexpr std::size_t most_readers = 32, most_texts = 4;

    explicit Outlets(wl_event_loop* loop);
    Outlets(Outlets const&) = delete;
    Outlets& operator=(Outlets const&) = delete;
    ~Outlets();

    /// Writes all of `text`, then closes `fd`. To nothing that cannot be waited for: a file of a program's own file system
    /// may take for ever.
    void send(std::shared_ptr<std::string const> text, Fd fd);

    /// How many readers have not read all of theirs.
    [[nodiscard]] std::size_t readers() const { return all_.size(); }

private:
    class Outlet;

    void make_room_for(std::string const& text);

    wl_event_loop* loop_;
    std::list<std::unique_ptr<Outlet>> all_; // the oldest first
};

} // namespace vitrail
