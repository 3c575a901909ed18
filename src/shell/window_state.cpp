#include "shell/window.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

/// Sends all that the client should be now. Its place follows when it has drawn it.
void Window::configure()
{
    if (!ready())
        return;
    send_bounds();
    sent_size_ = wanted_size();
    awaited_ = toplevel_->configure({.activated = activated_,
                                     .resizing = resize_.has_value(),
                                     .maximised = maximised(),
                                     .fullscreen = fullscreen_,
                                     .suspended = minimised_ || !on_show_,
                                     .tiled = tiled_edges(fit_),
                                     .size = sent_size_,
                                     .frame = wanted_sides()});
    if (awaited_ && mapped_)
        size_fade_.expect(Rect<Logical>::of(inside(box_.size(), sides_)));
    if (awaited_ || !mapped_)
        return;
    arrived(); // it looks like that already
    follow_commit();
}

/// How big it may become without leaving the screen. No more than a hint: no picture has to follow it.
void Window::send_bounds()
{
    auto const* on = output();
    auto const bounds = on ? inside(world_.usable_area(*on).size(), wanted_sides()) : Size<Logical>{};
    if (std::exchange(sent_bounds_, bounds) != bounds)
        toplevel_->set_bounds(bounds);
}

void Window::answer()
{
    if (ready())
        toplevel_->answer();
}

void Window::set_free_size(Size<Logical> size)
{
    free_size_ = limited(size, toplevel_->limits());
    if (!fills())
        configure();
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

void Window::set_cell(Rect<Logical> const& cell)
{
    if (fit_ == Fit::Tiled && cell_ == cell)
        return;
    fit_ = Fit::Tiled;
    cell_ = cell;
    resize_.reset();
    if (!fullscreen_)
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
    toplevel_->set_minimised(minimised);
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
    if (frame_)
        frame_->refresh();
    if (ready())
        toplevel_->set_suspended(minimised_ || !on_show_);
}

void Window::set_activated(bool activated)
{
    if (activated)
        demands_attention_ = false;
    if (activated == activated_)
        return;
    activated_ = activated;
    update_frame();
    update_look();
    if (ready())
        toplevel_->set_activated(activated_);
}

void Window::close() { toplevel_->close(); }

void Window::begin_resize(Edges edges)
{
    if (!mapped_ || fills())
        return;
    resize_ = Resize{.start = box_, .edges = edges, .wanted = box_.size(), .sent = box_.size()};
    toplevel_->set_resizing(true);
    resize_->serial = toplevel_->set_size(content_box().size(), content_box().origin());
}

void Window::resize_to(Size<Logical> size)
{
    if (!resize_)
        return;
    resize_->wanted = size;
    if (size == resize_->sent)
        return;
    // A client that is behind gets no pile of sizes, only the newest when it is ready.
    if (toplevel_->committed(resize_->serial))
        send_step();
}

void Window::end_resize()
{
    if (!resize_)
        return;
    resize_->ended = true;
    toplevel_->set_resizing(false);
    send_step();
}

void Window::send_step()
{
    auto const size = resize_->sent = resize_->wanted;
    sent_size_ = inside(size, sides_);
    resize_->serial = toplevel_->set_size(sent_size_, anchored(resize_->start, resize_->edges, size) + sides_.offset());
}

/// The client committed while it is being resized: the edges that nobody holds stay where they are.
void Window::step_resize()
{
    auto const size = committed_size();
    auto const origin = anchored(resize_->start, resize_->edges, size);
    bool const arrived = toplevel_->committed(resize_->serial);
    if (arrived && resize_->ended)
        resize_.reset();
    else if (arrived && resize_->wanted != resize_->sent)
        send_step();
    show_at(origin, size);
    remember_home(origin);
    remember_free_box();
}

} // namespace vitrail
