#include "shell/window.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

// Far beyond any screen, and far from where sums of coordinates overflow: clients may claim any geometry.
constexpr int farthest = 1 << 24;

} // namespace

Window::Window(World const& world, std::unique_ptr<Toplevel> toplevel, WindowEvents& events)
    : world_{world}
    , toplevel_{std::move(toplevel)}
    , events_{events}
    , tree_{&world.scene.stratum(Stratum::Windows)}
    , surface_tree_{toplevel_->surface(), tree_}
    , size_fade_{world_, surface_tree_, [this] { return awaited_ && answers(); }, [this] { update_look(); }}
    , popups_{tree_, world.seat, [this] {
        auto const* on = output();
        return on ? on->area().moved(Point<Logical>{} - content_box().origin()) : Rect<Logical>::of(content_box().size());
    }}
{
    tree_.set_enabled(false);
    toplevel_->listen(*this);
}

Window::~Window() = default;

std::string_view Window::title() const { return toplevel_->title(); }
std::string_view Window::app_id() const { return toplevel_->app_id(); }
wlr_surface& Window::surface() const { return toplevel_->surface(); }
bool Window::modal() const { return toplevel_->modal(); }

Window* Window::parent() const
{
    auto* const parent = toplevel_->parent();
    return parent ? events_.window_of_toplevel(parent) : nullptr;
}

void Window::on_set_parent()
{
    update_frame(); // a dialog's has fewer buttons
    events_.parent_changed(*this);
}

void Window::DropIcon::operator()(wlr_xdg_toplevel_icon_v1* icon) const { wlr_xdg_toplevel_icon_v1_unref(icon); }

void Window::set_icon(wlr_xdg_toplevel_icon_v1* icon)
{
    icon_.reset(icon ? wlr_xdg_toplevel_icon_v1_ref(icon) : nullptr);
}

/// With the frame.
Size<Logical> Window::committed_size() const
{
    auto const geometry = toplevel_->geometry();
    Size<Logical> const drawn{std::clamp(geometry.width, 1, farthest), std::clamp(geometry.height, 1, farthest)};
    return around(drawn, sides_);
}

void Window::on_rename()
{
    if (frame_)
        frame_->set_title(title());
    events_.renamed(*this);
}

void Window::on_map()
{
    mapped_ = true;
    awaited_.reset();
    sides_ = wanted_sides();
    box_ = Rect<Logical>::at(box_.origin(), committed_size());
    events_.mapped(*this);
    follow_commit();
    update_visibility();
    events_.changed(*this);
}

void Window::on_unmap()
{
    mapped_ = false;
    tree_.set_enabled(false);
    size_fade_.stop();
    returns_ = true;
    resize_.reset();
    awaited_.reset();
    events_.unmapped(*this);
}

void Window::on_commit()
{
    if (mapped_)
        follow_commit();
}

/// The first commit, or the first one after it was unmapped: a new life. Of an earlier one only its place is left: what a
/// program hides and shows again is looked for where it was.
void Window::on_begin()
{
    if (!returns_)
        home_.reset();
    free_size_.reset();
    fullscreen_on_.reset();
    resize_.reset();
    sent_size_ = sent_bounds_ = {};
    fit_ = Fit::Free;
    on_show_ = true;
    fullscreen_ = minimised_ = activated_ = demands_attention_ = on_top_ = floating_ = false;
    toplevel_->begin();
    events_.configuring(*this);
    configure();
}

/// The client's new picture is on the screen from now on: the window's place follows its size.
void Window::follow_commit()
{
    if (awaited_ && toplevel_->committed(*awaited_))
        arrived();
    if (resize_)
        return step_resize();
    auto const size = committed_size();
    show_at(awaited_ ? box_.origin() : wanted_origin(size), size);
    if (awaited_)
        return;
    size_fade_.arrived(Rect<Logical>::of(inside(box_.size(), sides_)));
    remember_free_box();
}

/// The picture is what it should be.
void Window::arrived()
{
    awaited_.reset();
    sides_ = wanted_sides();
    if (fills() || free_size_)
        return;
    box_ = Rect<Logical>::at(box_.origin(), committed_size());
    events_.unplaced(*this);
    events_.changed(*this);
}

void Window::remember_free_box()
{
    if (!fills())
        free_size_ = content_box().size();
}

void Window::show_at(Point<Logical> origin, Size<Logical> size)
{
    auto const geometry = toplevel_->geometry();
    Point<Logical> const offset{std::clamp(geometry.x, -farthest, farthest),
                                std::clamp(geometry.y, -farthest, farthest)};
    surface_tree_.set_position(Point<Logical>{} - offset);
    auto const before = std::exchange(box_, Rect<Logical>::at(origin, size));
    auto const content = content_box();
    bool const moved = tree_.position() != content.origin();
    tree_.set_position(content.origin());
    toplevel_->set_place(content);
    update_backdrop();
    update_frame();
    update_look();
    if (moved)
        popups_.root_moved();
    if (before != box_)
        events_.changed(*this);
}

void Window::update_backdrop()
{
    if (!fullscreen_ || awaited_)
        return backdrop_.reset();
    auto const area = area_to_fill();
    if (!backdrop_)
        backdrop_.emplace(tree_, area.size(), Color{0, 0, 0, 1});
    backdrop_->set_size(area.size());
    backdrop_->set_position(area.origin() - box_.origin());
    backdrop_->lower();
}

void Window::on_request_fullscreen(bool on, wlr_output* where)
{
    events_.wants_fullscreen(*this, on, where ? world_.outputs.find(where) : nullptr);
}

void Window::on_request_minimise(bool on)
{
    if (on)
        events_.wants_minimised(*this);
    else
        events_.wants_attention(*this, true);
}

} // namespace vitrail
