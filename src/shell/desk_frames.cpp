// Windows held by the frames that we draw around them. The rest of the desk is in desk.cpp.

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "shell/desk.hpp"
#include "shell/frame_grabs.hpp"

#include <cmath>

namespace vitrail {

namespace {

constexpr std::uint32_t finger = 0, usual_button = 0x110; // linux/input-event-codes.h
constexpr Duration double_press = std::chrono::milliseconds{400};
constexpr double same_place = 16; // logical units: a finger is not exact

} // namespace

Window* Desk::window_framed_by(Grip const* grip) const
{
    if (!grip)
        return nullptr;
    for (auto* window : stack_.windows())
        if (window->frame() == grip)
            return window;
    return nullptr;
}

char const* Desk::pointer_above(Target const& below, FPoint<Logical> at, bool moved)
{
    if (moved && config_.windows.sloppy)
        follow_pointer(below);
    auto* const window = window_framed_by(below.grip);
    if (hovered_ && hovered_ != window && hovered_->frame())
        hovered_->frame()->hover(FramePart::None);
    hovered_ = window;
    if (!window)
        return "default";
    auto const spot = window->frame_spot(at);
    window->frame()->hover(spot.part);
    return spot.part == FramePart::Edge ? cursor_for(spot.edges) : "default";
}

void Desk::forget_pointer_on(Window const& window)
{
    if (hovered_ == &window)
        hovered_ = nullptr;
    if (last_bar_press_ && last_bar_press_->window == &window)
        last_bar_press_.reset();
}

void Desk::press_frame(Window& window, Press const& press)
{
    auto const spot = window.frame_spot(press.at);
    if (press.button != finger && press.button != usual_button)
        return;
    switch (spot.part) {
    case FramePart::None: return;
    case FramePart::Bar:  return press_bar(window, press);
    case FramePart::Edge: return begin_resize(window, spot.edges, press.at);
    case FramePart::Minimise:
    case FramePart::Maximise:
    case FramePart::Close:
        return grab(window, std::make_unique<ButtonGrab>(window, spot.part, [this, &window, part = spot.part](bool pressed) {
            grabbed_ = nullptr;
            if (pressed)
                do_by_frame(window, part);
        }));
    }
}

void Desk::press_bar(Window& window, Press const& press)
{
    if (is_double_press(window, press.at))
        return do_by_frame(window, FramePart::Maximise);
    grab(window, std::make_unique<BarGrab>(press.at, BarGrab::Events{
        .moved = [this, &window, from = press.at](FPoint<Logical> to) { begin_move(window, from).motion(to); },
        .done = [this] { grabbed_ = nullptr; }}));
}

bool Desk::is_double_press(Window const& window, FPoint<Logical> at)
{
    auto const now = world_.loop.now();
    auto const before = std::exchange(last_bar_press_, BarPress{&window, at, now});
    bool const twice = before && before->window == &window && now - before->when <= double_press
        && std::hypot(before->at.x - at.x, before->at.y - at.y) <= same_place;
    if (twice)
        last_bar_press_.reset(); // a third one is a first one
    return twice;
}

void Desk::do_by_frame(Window& window, FramePart part)
{
    switch (part) {
    case FramePart::Close:    return window.close();
    case FramePart::Minimise: return wants_minimised(window);
    case FramePart::Maximise: return window.set_fit(window.maximised() ? Fit::Free : Fit::Maximised);
    default: return;
    }
}

} // namespace vitrail
