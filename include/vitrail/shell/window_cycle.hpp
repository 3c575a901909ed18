#pragma once

#include "base/slot.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

struct wlr_keyboard;
struct wlr_seat;

namespace vitrail {

class Window;

/// Alt+Tab: from the window used last to the one before it, and on to older ones while Alt is held.
///
/// Focusing raises windows and so shuffles their order: the order is kept as it was when Alt (or Super) went down.
class WindowCycle {
public:
    /// The next window (`step` 1) or the one before (-1). `newest_first`: the order now, used when a cycle begins.
    /// Null without windows.
    /// `held`: the cycle ends when none of these modifiers is down any more.
    [[nodiscard]] Window* advance(std::vector<Window*> const& newest_first, int step, wlr_seat& seat, std::uint32_t held);
    /// The order is forgotten: the next step begins with what is there then.
    void end();
    /// It is no more.
    void forget(Window& window);

    /// The windows that it goes through, and the one where it is; none while nobody chooses.
    [[nodiscard]] std::vector<Window*> const& order() const { return order_; }
    [[nodiscard]] std::size_t at() const { return at_; }
    std::function<void()> changed; ///< one of the two

private:
    void on_modifiers();
    void watch(wlr_seat& seat);

    std::vector<Window*> order_;
    std::size_t at_ = 0;
    std::uint32_t held_ = 0;
    wlr_keyboard* keyboard_ = nullptr;
    Slot<> modifiers_, keyboard_gone_;
};

} // namespace vitrail
