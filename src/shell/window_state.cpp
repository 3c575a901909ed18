#include "shell/window.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

namespace {

std::uint32_t tiled_edges(Fit fit)
{
    switch (fit) {
    case Fit::LeftHalf:  return WLR_EDGE_TOP | WLR_EDGE_BOTTOM | WLR_EDGE_LEFT;
    case Fit::RightHalf: return WLR_EDGE_TOP | WLR_EDGE_BOTTOM | WLR_EDGE_RIGHT;
    default:             return WLR_EDGE_NONE;
    }
}

} // namespace

/// Sends all that the client should be now. Its place follows when it has drawn it.
void Window::configure()
{
    if (!ready())
        return;
    send_bounds();
    wlr_xdg_toplevel_set_activated(&toplevel_, activated_);
    wlr_xdg_toplevel_set_resizing(&toplevel_, resize_.has_value());
    wlr_xdg_toplevel_set_maximized(&toplevel_, maximised());
    wlr_xdg_toplevel_set_fullscreen(&toplevel_, fullscreen_);
    wlr_xdg_toplevel_set_tiled(&toplevel_, tiled_edges(fit_));
    wlr_xdg_toplevel_set_suspended(&toplevel_, minimised_ || !on_show_);
    sent_size_ = wanted_size();
    awaited_ = wlr_xdg_toplevel_set_size(&toplevel_, sent_size_.width, sent_size_.height);
}

/// How big it may become without leaving the screen. No more than a hint: no picture has to follow it.
void Window::send_bounds()
{
    auto const* on = output();
    auto const bounds = on ? world_.usable_area(*on).size() : Size<Logical>{};
    if (std::exchange(sent_bounds_, bounds) != bounds)
        wlr_xdg_toplevel_set_bounds(&toplevel_, bounds.width, bounds.height);
}

void Window::answer()
{
    if (ready())
        wlr_xdg_surface_schedule_configure(toplevel_.base);
}

void Window::set_fit(Fit fit)
{
    if (fit == fit_)
        return answer();
    fit_ = fit;
    resize_.reset();
    configure();
    events_.changed(*this);
}

void Window::set_fullscreen(bool fullscreen, Output* on_output)
{
    auto const where = fullscreen && on_output ? std::optional{on_output->identity()} : std::nullopt;
    if (fullscreen == fullscreen_ && (where == fullscreen_on_ || !where))
        return answer();
    fullscreen_ = fullscreen;
    fullscreen_on_ = where;
    resize_.reset();
    if (auto const* on = choose_output())
        shown_on_ = on->identity();
    configure();
    events_.changed(*this);
}

void Window::set_minimised(bool minimised)
{
    if (minimised == minimised_)
        return answer();
    minimised_ = minimised;
    update_visibility();
    events_.changed(*this);
}

void Window::set_on_show(bool on_show)
{
    if (std::exchange(on_show_, on_show) != on_show)
        update_visibility();
}

/// Hidden, its client is called back once a second, and may stop drawing altogether.
void Window::update_visibility()
{
    tree_.set_enabled(visible());
    if (ready())
        wlr_xdg_toplevel_set_suspended(&toplevel_, minimised_ || !on_show_);
}

void Window::set_activated(bool activated)
{
    if (activated)
        demands_attention_ = false;
    if (activated == activated_)
        return;
    activated_ = activated;
    if (ready())
        wlr_xdg_toplevel_set_activated(&toplevel_, activated_);
}

void Window::close() { wlr_xdg_toplevel_send_close(&toplevel_); }

void Window::begin_resize(Edges edges)
{
    if (!mapped_ || fills())
        return;
    resize_ = Resize{.start = box_, .edges = edges, .wanted = box_.size(), .sent = box_.size()};
    wlr_xdg_toplevel_set_resizing(&toplevel_, true);
    resize_->serial = wlr_xdg_toplevel_set_size(&toplevel_, box_.width, box_.height);
}

void Window::resize_to(Size<Logical> size)
{
    if (!resize_)
        return;
    resize_->wanted = size;
    if (size == resize_->sent)
        return;
    // A client that is behind gets no pile of sizes, only the newest when it is ready.
    if (committed(resize_->serial))
        send_step();
}

void Window::end_resize()
{
    if (!resize_)
        return;
    resize_->ended = true;
    wlr_xdg_toplevel_set_resizing(&toplevel_, false);
    send_step();
}

void Window::send_step()
{
    auto const size = resize_->sent = resize_->wanted;
    sent_size_ = size;
    resize_->serial = wlr_xdg_toplevel_set_size(&toplevel_, size.width, size.height);
}

/// The client committed while it is being resized: the edges that nobody holds stay where they are.
void Window::step_resize()
{
    auto const size = committed_size();
    auto const origin = anchored(resize_->start, resize_->edges, size);
    bool const arrived = committed(resize_->serial);
    if (arrived && resize_->ended)
        resize_.reset();
    else if (arrived && resize_->wanted != resize_->sent)
        send_step();
    show_at(origin, size);
    remember_home(origin);
    remember_free_box();
}

} // namespace vitrail
