#include "shell/window.hpp"

#include "base/wlr.hpp"
#include "shell/window_looks.hpp"

#include <utility>

namespace vitrail {

namespace {

constexpr Color shadow_colour{0, 0, 0, 0.5F};

} // namespace

/// A window that fills its output, or a side of it, has neither corners nor a shadow to show; the one with the focus is never
/// dimmed. So what fills the screen, and is looked at, can be on a plane whatever is configured.
void Window::update_look()
{
    auto const& looks = world_.looks;
    float const radius = fills() ? 0 : float(looks.corner_radius);
    float const dim = activated_ || fullscreen_ ? 0 : float(looks.dim_inactive) / 100;
    bool const fading = size_fade_.running();
    if (radius > 0 || dim > 0 || fading) {
        Rect<Logical> const window
            = Rect<Logical>::at(Point<Logical>{} - surface_tree_.position() - sides_.offset(), box_.size());
        surface_tree_.set_look(TreeLook{.window = window, .corner_radius = radius, .dim = dim, .fading = fading});
    } else {
        surface_tree_.set_look(std::nullopt);
    }
    if (frame_)
        frame_->set_look(radius, dim);
    if (fills() || looks.shadow == 0)
        return shadow_.reset();
    if (!shadow_)
        shadow_.emplace(tree_);
    shadow_->set(Rect<Logical>::at(Point<Logical>{} - sides_.offset(), box_.size()), radius, looks.shadow, shadow_colour);
    shadow_->lower();
}

/// Not of what fills the whole screen. What fills the room that panels leave has a bar only: its other sides are the screen's.
Insets Window::wanted_sides() const
{
    auto const& frames = world_.frames;
    bool const left_to_us = frame_left_to_us_ || toplevel_->wants_frame();
    if (!left_to_us || frames.mode == FrameMode::Client || fullscreen_)
        return {};
    int const border = maximised() ? 0 : frames.border;
    return {.top = frames.height, .bottom = border, .left = border, .right = border};
}

void Window::update_frame()
{
    if (sides_ == Insets{})
        return frame_.reset();
    if (!frame_) {
        frame_.emplace(world_, tree_);
        frame_->set_title(title());
    }
    auto const limits = toplevel_->limits();
    bool const one_size = !limits.min.empty() && limits.min == limits.max;
    frame_->set({.outer = box_.size(), .sides = sides_, .can_size = fit_ == Fit::Free && !one_size,
                 .can_fill = !one_size, .can_hide = parent() == nullptr},
                activated_, maximised());
}

void Window::set_frame_left_to_us(bool left_to_us)
{
    if (std::exchange(frame_left_to_us_, left_to_us) != left_to_us)
        frames_changed();
}

void Window::frames_changed()
{
    if (frame_)
        frame_->refresh();
    if (sides_ != wanted_sides() || awaited_)
        configure();
}

FrameSpot Window::frame_spot(FPoint<Logical> at) const
{
    auto const origin = tree_.position();
    return frame_ ? frame_->spot({at.x - origin.x, at.y - origin.y}) : FrameSpot{};
}

} // namespace vitrail
