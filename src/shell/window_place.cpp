#include "shell/window.hpp"

#include "base/wlr.hpp"

namespace vitrail {

namespace {

Point<Logical> middle(Rect<Logical> const& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

} // namespace

Output* Window::output() const
{
    if (auto* shown = world_.find(shown_on_))
        return shown;
    return choose_output();
}

/// Where it belongs: the output it fills by name, its home, the one it is on already, the nearest.
Output* Window::choose_output() const
{
    if (fullscreen_ && fullscreen_on_)
        if (auto* chosen = world_.find(*fullscreen_on_))
            return chosen;
    if (home_)
        if (auto* home = world_.find(home_->output))
            return home;
    if (auto* shown = world_.find(shown_on_))
        return shown;
    return world_.at(middle(box_));
}

void Window::move_to(Point<Logical> origin)
{
    remember_home(origin);
    if (fills() || awaited_ || !mapped_)
        return; // it goes there with its client's next picture
    if (resize_)
        resize_->start = resize_->start.moved(origin - box_.origin());
    show_at(origin, box_.size());
}

void Window::remember_home(Point<Logical> origin)
{
    auto const size = free_size().value_or(box_.size());
    auto const* on = world_.at(middle(Rect<Logical>::at(origin, size)));
    if (!on)
        return;
    home_ = Home{.output = on->identity(),
                 .stand_in = world_.outputs.is_placeholder(*on),
                 .offset = origin - on->area().origin()};
    if (!fullscreen_on_)
        shown_on_ = on->identity();
}

void Window::send_home_to(Output& output)
{
    auto const offset = home_ ? home_->offset : Point<Logical>{};
    home_ = Home{.output = output.identity(), .stand_in = world_.outputs.is_placeholder(output), .offset = offset};
    shown_on_ = output.identity();
}

Rect<Logical> Window::area_to_fill() const
{
    auto const* on = output();
    if (!on)
        return box_;
    if (fullscreen_)
        return on->area();
    return fit_ == Fit::Tiled ? cell_ : part_of(world_.usable_area(*on), fit_);
}

/// What the client is to draw; nothing where it shall choose.
Size<Logical> Window::wanted_size() const
{
    return fills() ? inside(area_to_fill().size(), wanted_sides()) : free_size_.value_or(Size<Logical>{});
}

std::optional<Size<Logical>> Window::free_size() const
{
    return free_size_.transform([this](auto const& size) { return around(size, wanted_sides()); });
}

Point<Logical> Window::wanted_origin(Size<Logical> size) const
{
    if (fullscreen_)
        return centred(area_to_fill(), size);
    return fills() ? area_to_fill().origin() : free_origin(size);
}

/// Its place at home; the nearest one that can be seen while its home is away or has become too small.
Point<Logical> Window::free_origin(Size<Logical> size) const
{
    auto const* on = output();
    if (!on || !home_)
        return box_.origin();
    auto const area = world_.usable_area(*on);
    auto const box = Rect<Logical>::at(on->area().origin() + home_->offset, size);
    bool const at_home = on->identity() == home_->output;
    return at_home && !area.intersected(box).empty() ? box.origin() : kept_inside(area, box);
}

void Window::outputs_changed()
{
    auto* const on = choose_output();
    if (!on)
        return;
    shown_on_ = on->identity();
    if (home_ && home_->stand_in && !world_.outputs.is_placeholder(*on)) {
        auto const origin = free_origin(free_size().value_or(box_.size()));
        home_ = Home{.output = on->identity(), .offset = origin - on->area().origin()};
    }
    if (!ready())
        return;
    if (mapped_)
        show_at(wanted_origin(box_.size()), box_.size());
    if (fills() && sent_size_ != wanted_size())
        configure();
    else
        send_bounds();
}

} // namespace vitrail
