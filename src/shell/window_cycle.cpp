#include "shell/window_cycle.hpp"

#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

Window* WindowCycle::advance(std::vector<Window*> const& newest_first, int step, wlr_seat& seat,
                             std::uint32_t held)
{
    held_ = held;
    if (order_.empty()) {
        order_ = newest_first;
        at_ = 0;
        watch(seat);
    }
    if (order_.empty())
        return nullptr;
    at_ = (at_ + order_.size() + std::size_t(step + int(order_.size()))) % order_.size();
    if (changed)
        changed();
    return order_[at_];
}

void WindowCycle::end()
{
    bool const was_on = !order_.empty();
    order_.clear();
    keyboard_ = nullptr;
    modifiers_.disconnect();
    keyboard_gone_.disconnect();
    if (was_on && changed)
        changed();
}

void WindowCycle::forget(Window& window)
{
    auto const found = std::ranges::find(order_, &window);
    if (found == order_.end())
        return;
    if (std::size_t(found - order_.begin()) <= at_ && at_ > 0)
        --at_;
    order_.erase(found);
    if (changed)
        changed();
}

void WindowCycle::watch(wlr_seat& seat)
{
    keyboard_ = wlr_seat_get_keyboard(&seat);
    if (!keyboard_)
        return;
    modifiers_.connect<&WindowCycle::on_modifiers>(this, keyboard_->events.modifiers);
    keyboard_gone_.connect<&WindowCycle::end>(this, keyboard_->base.events.destroy);
}

void WindowCycle::on_modifiers()
{
    if ((wlr_keyboard_get_modifiers(keyboard_) & held_) == 0)
        end();
}

} // namespace vitrail
