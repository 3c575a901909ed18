#include "shell/frame_grabs.hpp"

#include <cmath>

namespace vitrail {

namespace {

constexpr double meant = 4; // logical units that a hand does not move by mistake

} // namespace

ButtonGrab::ButtonGrab(Window& window, FramePart button, std::function<void(bool)> done)
    : window_{window}, button_{button}, done_{std::move(done)}
{
    window.frame()->hover(FramePart::None); // lit or not, it is the press that shows now
    window.frame()->press(button);
}

void ButtonGrab::motion(FPoint<Logical> at)
{
    above_ = window_.frame_spot(at).part == button_;
    if (auto* frame = window_.frame())
        frame->press(above_ ? button_ : FramePart::None);
}

void ButtonGrab::ended()
{
    if (auto* frame = window_.frame())
        frame->press(FramePart::None);
    done_(pressed_);
}

BarGrab::BarGrab(FPoint<Logical> at, Events events) : start_{at}, events_{std::move(events)} {}

void BarGrab::motion(FPoint<Logical> at)
{
    if (std::hypot(at.x - start_.x, at.y - start_.y) >= meant)
        events_.moved(at);
}

} // namespace vitrail
