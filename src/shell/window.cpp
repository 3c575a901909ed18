#include "shell/window.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

// Far beyond any screen, and far from where sums of coordinates overflow: clients may claim any geometry.
constexpr int farthest = 1 << 24;

Edges edges_of(std::uint32_t edges)
{
    return {.top = (edges & WLR_EDGE_TOP) != 0,
            .bottom = (edges & WLR_EDGE_BOTTOM) != 0,
            .left = (edges & WLR_EDGE_LEFT) != 0,
            .right = (edges & WLR_EDGE_RIGHT) != 0};
}

/// What of its surface is the window: what the client says. When it says nothing, the surface without its sub-surfaces:
/// one that sticks out shall not push the window aside.
Rect<Logical> geometry_of(wlr_xdg_surface const& xdg)
{
    if (wlr_box_empty(&xdg.current.geometry))
        return {0, 0, xdg.surface->current.width, xdg.surface->current.height};
    return {xdg.geometry.x, xdg.geometry.y, xdg.geometry.width, xdg.geometry.height};
}

} // namespace

Window::Window(World const& world, wlr_xdg_toplevel& toplevel, WindowEvents& events)
    : world_{world}
    , toplevel_{toplevel}
    , events_{events}
    , tree_{&world.scene.stratum(Stratum::Windows)}
    , surface_tree_{*toplevel.base->surface, tree_}
    , popups_{tree_, world.seat, [this] {
        auto const* on = output();
        return on ? on->area().moved(Point<Logical>{} - box_.origin()) : Rect<Logical>::of(box_.size());
    }}
{
    tree_.set_enabled(false);
    auto& surface = toplevel.base->surface->events;
    map_.connect<&Window::on_map>(this, surface.map);
    unmap_.connect<&Window::on_unmap>(this, surface.unmap);
    commit_.connect<&Window::on_commit>(this, surface.commit);
    destroy_.connect<&Window::on_destroy>(this, toplevel.events.destroy);
    request_maximize_.connect<&Window::on_request_maximize>(this, toplevel.events.request_maximize);
    request_fullscreen_.connect<&Window::on_request_fullscreen>(this, toplevel.events.request_fullscreen);
    request_minimize_.connect<&Window::on_request_minimize>(this, toplevel.events.request_minimize);
    request_move_.connect<&Window::on_request_move>(this, toplevel.events.request_move);
    request_resize_.connect<&Window::on_request_resize>(this, toplevel.events.request_resize);
    set_parent_.connect<&Window::on_set_parent>(this, toplevel.events.set_parent);
}

Window::~Window() = default;

std::string_view Window::title() const { return toplevel_.title ? toplevel_.title : ""; }
std::string_view Window::app_id() const { return toplevel_.app_id ? toplevel_.app_id : ""; }
wlr_surface& Window::surface() const { return *toplevel_.base->surface; }

Window* Window::parent() const
{
    return toplevel_.parent ? events_.window_of_toplevel(toplevel_.parent->base->surface) : nullptr;
}

bool Window::modal() const
{
    auto const* dialog = wlr_xdg_dialog_v1_try_from_wlr_xdg_toplevel(&toplevel_);
    return dialog && dialog->modal;
}

void Window::DropIcon::operator()(wlr_xdg_toplevel_icon_v1* icon) const { wlr_xdg_toplevel_icon_v1_unref(icon); }

void Window::set_icon(wlr_xdg_toplevel_icon_v1* icon)
{
    icon_.reset(icon ? wlr_xdg_toplevel_icon_v1_ref(icon) : nullptr);
}

SizeLimits Window::limits() const
{
    auto const& now = toplevel_.current;
    return {.min = {now.min_width, now.min_height}, .max = {now.max_width, now.max_height}};
}

// Between its first commit and its end it takes configures; wlroots asserts that it gets none before.
bool Window::ready() const { return toplevel_.base->initialized; }

bool Window::committed(std::uint32_t serial) const
{
    return std::int32_t(toplevel_.base->current.configure_serial - serial) >= 0;
}

Size<Logical> Window::committed_size() const
{
    auto const geometry = geometry_of(*toplevel_.base);
    return {std::clamp(geometry.width, 1, farthest), std::clamp(geometry.height, 1, farthest)};
}

void Window::on_map()
{
    mapped_ = true;
    awaited_.reset();
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
    returns_ = true;
    resize_.reset();
    awaited_.reset();
    events_.unmapped(*this);
}

void Window::on_commit()
{
    if (toplevel_.base->initial_commit)
        begin();
    else if (mapped_)
        follow_commit();
}

void Window::on_destroy() { events_.gone(*this); }

/// The first commit, or the first one after it was unmapped: a new life. Of an earlier one only its place is left: what a
/// program hides and shows again is looked for where it was.
void Window::begin()
{
    if (!returns_)
        home_.reset();
    free_size_.reset();
    fullscreen_on_.reset();
    resize_.reset();
    sent_size_ = sent_bounds_ = {};
    fit_ = Fit::Free;
    on_show_ = true;
    fullscreen_ = minimised_ = activated_ = demands_attention_ = false;
    wlr_xdg_toplevel_set_wm_capabilities(&toplevel_, WLR_XDG_TOPLEVEL_WM_CAPABILITIES_MAXIMIZE
                                                         | WLR_XDG_TOPLEVEL_WM_CAPABILITIES_FULLSCREEN
                                                         | WLR_XDG_TOPLEVEL_WM_CAPABILITIES_MINIMIZE);
    events_.configuring(*this);
    configure();
}

/// The client's new picture is on the screen from now on: the window's place follows its size.
void Window::follow_commit()
{
    auto const size = committed_size();
    if (awaited_ && committed(*awaited_)) {
        awaited_.reset();
        if (!fills() && !free_size_)
            events_.unplaced(*this);
    }
    if (resize_)
        return step_resize();
    show_at(awaited_ ? box_.origin() : wanted_origin(size), size);
    if (!awaited_)
        remember_free_box();
}

void Window::remember_free_box()
{
    if (!fills())
        free_size_ = box_.size();
}

void Window::show_at(Point<Logical> origin, Size<Logical> size)
{
    auto const geometry = geometry_of(*toplevel_.base);
    Point<Logical> const offset{std::clamp(geometry.x, -farthest, farthest),
                                std::clamp(geometry.y, -farthest, farthest)};
    surface_tree_.set_position(Point<Logical>{} - offset);
    tree_.set_position(origin);
    auto const before = std::exchange(box_, Rect<Logical>::at(origin, size));
    update_backdrop();
    if (before.origin() != origin)
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

void Window::on_request_maximize() { events_.wants_maximised(*this, toplevel_.requested.maximized); }

void Window::on_request_fullscreen()
{
    auto const& wants = toplevel_.requested;
    events_.wants_fullscreen(*this, wants.fullscreen,
                             wants.fullscreen_output ? world_.outputs.find(wants.fullscreen_output) : nullptr);
}

void Window::on_request_minimize() { events_.wants_minimised(*this); }

void Window::on_request_move(wlr_xdg_toplevel_move_event* event) { events_.wants_move(*this, event->serial); }

void Window::on_request_resize(wlr_xdg_toplevel_resize_event* event)
{
    events_.wants_resize(*this, edges_of(event->edges), event->serial);
}

void Window::on_set_parent()
{
    if (ready())
        events_.parent_changed(*this);
}

} // namespace vitrail
