#include "shell/window.hpp"

#include "base/wlr.hpp"
#include "shell/window_looks.hpp"

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
    if (radius > 0 || dim > 0) {
        Rect<Logical> const window = Rect<Logical>::at(Point<Logical>{} - surface_tree_.position(), box_.size());
        surface_tree_.set_look(TreeLook{.window = window, .corner_radius = radius, .dim = dim});
    } else {
        surface_tree_.set_look(std::nullopt);
    }
    if (fills() || looks.shadow == 0)
        return shadow_.reset();
    if (!shadow_)
        shadow_.emplace(tree_);
    shadow_->set(Rect<Logical>::of(box_.size()), radius, looks.shadow, shadow_colour);
    shadow_->lower();
}

} // namespace vitrail
