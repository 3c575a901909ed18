#pragma once

#include "input/tablets.hpp"

#include <algorithm>

namespace vitrail {

/// A tablet as clients know it.
struct Tablets::Tablet {
    Tablet(Tablets& tablets, wlr_tablet& tablet)
        : all{tablets}
        , device{tablet}
    {
        gone.connect<&Tablet::on_gone>(this, tablet.base.events.destroy); // first: wlroots frees `c` in its own handler
        c = wlr_tablet_create(tablets.protocol_, &tablets.seat_, &tablet.base);
    }
    void on_gone() { all.tablets_.erase(&device); }

    Tablets& all;
    wlr_tablet& device;
    wlr_tablet_v2_tablet* c;
    Slot<> gone;
};

/// A pen, an eraser, a brush.
class Tablets::Tool {
public:
    Tool(Tablets& all, wlr_tablet_tool& tool)
        : all_{all}
        , tool_{tool}
    {
        gone_.connect<&Tool::on_gone>(this, tool.events.destroy); // first: wlroots frees `c_` in its own handler
        c_ = wlr_tablet_tool_create(all.protocol_, &all.seat_, &tool);
        set_cursor_.connect<&Tool::on_set_cursor>(this, c_->events.set_cursor);
    }

    [[nodiscard]] wlr_tablet_v2_tablet_tool& c() const { return *c_; }
    [[nodiscard]] bool is_pen() const { return c_->focused_surface != nullptr; }

    FPoint<DeviceRange> at; ///< on the tablet
    double tilt_x = 0, tilt_y = 0;
    bool ignored = false;       ///< since it came near: its tablet's display was dark or away
    bool tip_is_button = false; ///< it went down as the pointer's left button

private:
    void on_gone()
    {
        if (wlr_tablet_tool_v2_has_implicit_grab(c_) && (c_->is_down || c_->num_buttons > 0))
            wlr_tablet_tool_v2_end_grab(c_); // wlroots forgets it otherwise; with nothing held down it would end it twice
        all_.tools_.erase(&tool_);
    }
    void on_set_cursor(wlr_tablet_v2_event_cursor* event)
    {
        auto const* surface = c_->focused_surface;
        if (!surface || wl_resource_get_client(surface->resource) != event->seat_client->client)
            return;
        if (event->surface)
            all_.cursor_.image().show_surface(*event->surface, {event->hotspot_x, event->hotspot_y});
        else
            all_.cursor_.image().hide();
    }

    Tablets& all_;
    wlr_tablet_tool& tool_;
    wlr_tablet_v2_tablet_tool* c_;
    Slot<> gone_;
    Slot<wlr_tablet_v2_event_cursor> set_cursor_;
};

/// A board of buttons, rings and strips beside a tablet: it belongs to the window with the keyboard.
class Tablets::Pad {
public:
    Pad(Tablets& all, wlr_tablet_pad& pad)
        : all_{all}
    {
        gone_.connect<&Pad::on_gone>(this, pad.base.events.destroy); // first: wlroots frees `c_` in its own handler
        c_ = wlr_tablet_pad_create(all.protocol_, &all.seat_, &pad.base);
        button_.connect<&Pad::on_button>(this, pad.events.button);
        ring_.connect<&Pad::on_ring>(this, pad.events.ring);
        strip_.connect<&Pad::on_strip>(this, pad.events.strip);
        attach_.connect<&Pad::on_attach>(this, pad.events.attach_tablet);
    }

    void focus(wlr_surface* surface)
    {
        if (surface == focused_)
            return;
        if (focused_)
            wlr_tablet_v2_tablet_pad_notify_leave(c_, focused_);
        focused_ = nullptr;
        unfocus_.disconnect();
        auto* tablet = beside();
        if (!surface || !tablet || !wlr_surface_accepts_tablet_v2(surface, tablet))
            return;
        focused_ = surface;
        unfocus_.connect<&Pad::on_surface_gone>(this, surface->events.destroy);
        wlr_tablet_v2_tablet_pad_notify_enter(c_, tablet, surface);
    }

private:
    /// The tablet it says it belongs to, else any.
    [[nodiscard]] wlr_tablet_v2_tablet* beside() const
    {
        if (auto* own = all_.tablet_of(tablet_))
            return own;
        return all_.tablets_.empty() ? nullptr : all_.tablets_.begin()->second->c;
    }
    void on_gone()
    {
        std::erase_if(all_.pads_, [this](auto const& entry) { return entry.get() == this; });
    }
    void on_surface_gone()
    {
        unfocus_.disconnect();
        focused_ = nullptr;
    }
    void on_attach(wlr_tablet* tablet) { tablet_ = tablet; }
    // wlroots goes on telling whom it told last, focused or not.
    void on_button(wlr_tablet_pad_button_event* e)
    {
        if (!focused_)
            return;
        if (e->group < c_->group_count)
            wlr_tablet_v2_tablet_pad_notify_mode(c_, e->group, e->mode, e->time_msec);
        wlr_tablet_v2_tablet_pad_notify_button(c_, e->button, e->time_msec, zwp_tablet_pad_v2_button_state(e->state));
    }
    void on_ring(wlr_tablet_pad_ring_event* e)
    {
        if (!focused_)
            return;
        bool const finger = e->source == WLR_TABLET_PAD_RING_SOURCE_FINGER;
        wlr_tablet_v2_tablet_pad_notify_ring(c_, e->ring, e->position, finger, e->time_msec);
    }
    void on_strip(wlr_tablet_pad_strip_event* e)
    {
        if (!focused_)
            return;
        bool const finger = e->source == WLR_TABLET_PAD_STRIP_SOURCE_FINGER;
        wlr_tablet_v2_tablet_pad_notify_strip(c_, e->strip, e->position, finger, e->time_msec);
    }

    Tablets& all_;
    wlr_tablet_v2_tablet_pad* c_;
    wlr_tablet const* tablet_ = nullptr; // compared, never followed
    wlr_surface* focused_ = nullptr;
    Slot<> gone_, unfocus_;
    Slot<wlr_tablet_pad_button_event> button_;
    Slot<wlr_tablet_pad_ring_event> ring_;
    Slot<wlr_tablet_pad_strip_event> strip_;
    Slot<wlr_tablet> attach_;
};

} // namespace vitrail
