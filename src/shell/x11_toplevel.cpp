#include "x11_toplevel.hpp"

#include "base/wlr.hpp"
#include "wlr_edges.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace vitrail {

namespace {

/// X11 counts in 16 bits.
std::int16_t place_in_x11(int at)
{
    using Limits = std::numeric_limits<std::int16_t>;
    return std::int16_t(std::clamp<int>(at, Limits::min(), Limits::max()));
}

std::uint16_t length_in_x11(int length) { return std::uint16_t(std::clamp(length, 1, 32'767)); }

std::string_view text(char const* words) { return words ? words : ""; }

/// -1 says that there is none.
Size<Logical> hint(int width, int height) { return {std::max(width, 0), std::max(height, 0)}; }

WindowWishes wishes_of(wlr_xwayland_surface const& window)
{
    WindowWishes out{.maximised = window.maximized_horz && window.maximized_vert,
                     .fullscreen = window.fullscreen,
                     .on_top = window.above};
    if (window.size_hints && (window.size_hints->flags & XCB_ICCCM_SIZE_HINT_US_POSITION) != 0)
        out.position = Point<Logical>{window.x, window.y};
    return out;
}

} // namespace

X11Toplevel::X11Toplevel(wlr_xwayland_surface& window, wlr_seat& seat, TellFrame tell_frame)
    : window_{window}
    , seat_{seat}
    , tell_frame_{std::move(tell_frame)}
    , wishes_{wishes_of(window)}
    , own_size_{window.width, window.height}
    , sent_{window.x, window.y, window.width, window.height}
{
}

void X11Toplevel::listen(ToplevelEvents& events)
{
    events_ = &events;
    auto& of_surface = window_.surface->events;
    auto& from = window_.events;
    map_.connect<&X11Toplevel::on_map>(this, of_surface.map);
    unmap_.connect<&X11Toplevel::on_unmap>(this, of_surface.unmap);
    commit_.connect<&X11Toplevel::on_commit>(this, of_surface.commit);
    set_title_.connect<&X11Toplevel::on_rename>(this, from.set_title);
    set_class_.connect<&X11Toplevel::on_rename>(this, from.set_class);
    set_parent_.connect<&X11Toplevel::on_set_parent>(this, from.set_parent);
    set_decorations_.connect<&X11Toplevel::on_frame_wish>(this, from.set_decorations);
    set_window_type_.connect<&X11Toplevel::on_frame_wish>(this, from.set_window_type);
    request_configure_.connect<&X11Toplevel::on_request_configure>(this, from.request_configure);
    request_maximize_.connect<&X11Toplevel::on_request_maximize>(this, from.request_maximize);
    request_fullscreen_.connect<&X11Toplevel::on_request_fullscreen>(this, from.request_fullscreen);
    request_minimize_.connect<&X11Toplevel::on_request_minimize>(this, from.request_minimize);
    request_move_.connect<&X11Toplevel::on_request_move>(this, from.request_move);
    request_resize_.connect<&X11Toplevel::on_request_resize>(this, from.request_resize);
    request_activate_.connect<&X11Toplevel::on_request_activate>(this, from.request_activate);
    request_attention_.connect<&X11Toplevel::on_request_attention>(this, from.request_demands_attention);
    request_close_.connect<&X11Toplevel::on_request_close>(this, from.request_close);
    focus_in_.connect<&X11Toplevel::on_focus_in>(this, from.focus_in);
}

void X11Toplevel::start()
{
    events_->on_begin();
    if (window_.surface->mapped) // it was a menu until now
        events_->on_map();
}

wlr_surface& X11Toplevel::surface() const { return *window_.surface; }
std::string_view X11Toplevel::title() const { return text(window_.title); }
std::string_view X11Toplevel::app_id() const { return text(window_.class_); }
wlr_surface* X11Toplevel::parent() const { return window_.parent ? window_.parent->surface : nullptr; }
bool X11Toplevel::modal() const { return window_.modal && window_.parent; }

SizeLimits X11Toplevel::limits() const
{
    auto const* hints = window_.size_hints;
    if (!hints)
        return {};
    SizeLimits out{.min = hint(hints->min_width, hints->min_height), .max = hint(hints->max_width, hints->max_height)};
    if ((hints->flags & XCB_ICCCM_SIZE_HINT_P_RESIZE_INC) != 0) {
        out.base = hint(hints->base_width, hints->base_height);
        out.step = hint(hints->width_inc, hints->height_inc);
    }
    return out;
}

bool X11Toplevel::takes_focus() const
{
    return wlr_xwayland_surface_icccm_input_model(&window_) != WLR_ICCCM_INPUT_MODEL_NONE;
}

/// Programs that draw their own title bar say so (_MOTIF_WM_HINTS); menus and the like want none.
bool X11Toplevel::wants_frame() const
{
    constexpr std::array bare{WLR_XWAYLAND_NET_WM_WINDOW_TYPE_DESKTOP,       WLR_XWAYLAND_NET_WM_WINDOW_TYPE_DOCK,
                              WLR_XWAYLAND_NET_WM_WINDOW_TYPE_SPLASH,        WLR_XWAYLAND_NET_WM_WINDOW_TYPE_DROPDOWN_MENU,
                              WLR_XWAYLAND_NET_WM_WINDOW_TYPE_POPUP_MENU,    WLR_XWAYLAND_NET_WM_WINDOW_TYPE_TOOLTIP,
                              WLR_XWAYLAND_NET_WM_WINDOW_TYPE_NOTIFICATION,  WLR_XWAYLAND_NET_WM_WINDOW_TYPE_COMBO,
                              WLR_XWAYLAND_NET_WM_WINDOW_TYPE_DND};
    bool const draws_own = (window_.decorations & WLR_XWAYLAND_SURFACE_DECORATIONS_NO_TITLE) != 0;
    return !draws_own
        && std::ranges::none_of(bare, [this](auto type) { return wlr_xwayland_surface_has_window_type(&window_, type); });
}

Size<Logical> X11Toplevel::drawn_size() const
{
    auto const& now = window_.surface->current;
    return {now.width, now.height};
}

Rect<Logical> X11Toplevel::geometry() const { return Rect<Logical>::of(drawn_size()); }

bool X11Toplevel::committed(std::uint32_t serial) const { return std::int32_t(drawn_ - serial) >= 0; }

bool X11Toplevel::answers(std::uint32_t) const
{
    auto const& coming = window_.surface->pending;
    return Size<Logical>{coming.width, coming.height} == sent_.size();
}

std::optional<std::uint32_t> X11Toplevel::configure(WindowState const& state)
{
    if (told_ == 0 || state.frame != state_.frame)
        tell_frame_(state.frame);
    state_ = state;
    wlr_xwayland_surface_set_fullscreen(&window_, state.fullscreen);
    wlr_xwayland_surface_set_maximized(&window_, state.maximised, state.maximised);
    set_activated(state.activated);
    auto const serial = set_size(state.size.empty() ? own_size_ : state.size, sent_.origin());
    return committed(serial) ? std::nullopt : std::optional{serial};
}

std::uint32_t X11Toplevel::set_size(Size<Logical> size, Point<Logical> origin)
{
    send(Rect<Logical>::at(origin, {length_in_x11(size.width), length_in_x11(size.height)}));
    ++told_;
    if (window_.surface->mapped && drawn_size() == sent_.size())
        drawn_ = told_;
    return told_;
}

void X11Toplevel::send(Rect<Logical> const& box)
{
    sent_ = box;
    wlr_xwayland_surface_configure(&window_, place_in_x11(box.x), place_in_x11(box.y), length_in_x11(box.width),
                                   length_in_x11(box.height));
}

/// With the focus it comes to the top in X11, too: there the order decides which window a pointer is over.
void X11Toplevel::set_activated(bool activated)
{
    state_.activated = activated;
    wlr_xwayland_surface_activate(&window_, activated);
    bool const is_stacked = wl_list_empty(&window_.stack_link) == 0; // wlroots looks for the topmost of all that are
    if (activated && is_stacked)
        wlr_xwayland_surface_restack(&window_, nullptr, XCB_STACK_MODE_ABOVE);
}

void X11Toplevel::set_minimised(bool minimised)
{
    minimised_ = minimised;
    wlr_xwayland_surface_set_minimized(&window_, minimised);
}

/// Its size there is the one that it was told, not the one that it has drawn so far.
void X11Toplevel::set_place(Rect<Logical> const& box)
{
    if (box.origin() != sent_.origin())
        send(Rect<Logical>::at(box.origin(), sent_.size()));
}

/// wlroots has taken over the state that was asked for: that was too early.
void X11Toplevel::answer()
{
    wlr_xwayland_surface_set_fullscreen(&window_, state_.fullscreen);
    wlr_xwayland_surface_set_maximized(&window_, state_.maximised, state_.maximised);
    wlr_xwayland_surface_set_minimized(&window_, minimised_);
    send(sent_);
}

void X11Toplevel::close() { wlr_xwayland_surface_close(&window_); }

void X11Toplevel::on_commit()
{
    if (drawn_size() == sent_.size())
        drawn_ = told_;
    events_->on_commit();
}

void X11Toplevel::on_request_configure(wlr_xwayland_surface_configure_event* event)
{
    Rect<Logical> box{event->x, event->y, event->width, event->height};
    own_size_ = box.size();
    if (!window_.surface->mapped)
        return send(box); // nobody has seen it: it may still be anything
    // A position is that of the frame, unless the program reckons with its own window's (ICCCM 4.1.2.3, StaticGravity).
    auto const* hints = window_.size_hints;
    if (hints && (hints->flags & XCB_ICCCM_SIZE_HINT_P_WIN_GRAVITY) != 0 && hints->win_gravity == XCB_GRAVITY_STATIC)
        box = box.moved(Point<Logical>{} - state_.frame.offset());
    bool const position = (event->mask & (XCB_CONFIG_WINDOW_X | XCB_CONFIG_WINDOW_Y)) != 0;
    events_->on_request_box(box, position);
}

void X11Toplevel::on_request_maximize()
{
    events_->on_request_maximise(window_.maximized_horz && window_.maximized_vert);
}

void X11Toplevel::on_request_fullscreen() { events_->on_request_fullscreen(window_.fullscreen, nullptr); }

void X11Toplevel::on_request_minimize(wlr_xwayland_minimize_event* event)
{
    events_->on_request_minimise(event->minimize);
}

// X11 names no press: it must be the one that is held now.
void X11Toplevel::on_request_move() { events_->on_request_move(seat_.pointer_state.grab_serial); }

void X11Toplevel::on_request_resize(wlr_xwayland_resize_event* event)
{
    events_->on_request_resize(from_wlr(event->edges), seat_.pointer_state.grab_serial);
}

/// A program may hand the focus from one of its windows to another.
void X11Toplevel::on_request_activate()
{
    auto* const focused = seat_.keyboard_state.focused_surface;
    auto const* const holder = focused ? wlr_xwayland_surface_try_from_wlr_surface(focused) : nullptr;
    events_->on_request_attention(holder && holder->pid == window_.pid);
}

void X11Toplevel::on_request_attention()
{
    if (window_.demands_attention)
        events_->on_request_attention(false);
}

} // namespace vitrail
