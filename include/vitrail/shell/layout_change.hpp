#pragma once

#include "base/event_loop.hpp"

#include <memory>
#include <vector>

namespace vitrail {

class PictureHold;
class Window;

/// Windows that change their places together are shown so together: the pictures that their clients draw for it are kept
/// back until all of them are there, or until one has taken too long.
///
///     two halves become three parts      A: 640 → 640 wide    B: 640x720 → 640x360    C is new
///     without it                         B draws itself smaller, C's part is bare; then C comes
///     with it                            nothing happens until B and C have drawn, then both
class LayoutChange {
public:
    explicit LayoutChange(EventLoop& loop);
    ~LayoutChange();

    /// Its client has been told another size, or is about to draw for the first time: its picture is waited for.
    void wait_for(Window& window);
    /// Its picture does not matter any more.
    void forget(Window& window);
    [[nodiscard]] bool pending() const { return !all_.empty(); }

private:
    struct Waiting;

    void look();
    void let_go();

    static constexpr Duration patience = std::chrono::milliseconds{200};

    EventLoop& loop_;
    std::vector<std::unique_ptr<Waiting>> all_;
    Timer late_; // also ends a change out of the commit that completed it
};

} // namespace vitrail
