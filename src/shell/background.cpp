#include "shell/background.hpp"

namespace vitrail {

namespace {

Rect<Logical> around(Rect<Logical> const& a, Rect<Logical> const& b)
{
    if (a.empty())
        return b;
    int const x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

} // namespace

void Background::use(Color color)
{
    color_ = color;
    outputs_changed();
}

void Background::outputs_changed()
{
    Rect<Logical> all;
    for (auto const* output : world_.outputs.active())
        all = around(all, output->area());
    if (color_ == black || all.empty())
        return node_.reset();
    if (!node_)
        node_.emplace(world_.scene.stratum(Stratum::Background), all.size(), color_);
    node_->set_color(color_);
    node_->set_size(all.size());
    node_->set_position(all.origin());
    node_->lower();
}

} // namespace vitrail
