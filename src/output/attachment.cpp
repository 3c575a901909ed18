// How an output gets a display, loses it, and is placed. The loop of its frames is in output.cpp.

#include "output/output.hpp"

#include <utility>

namespace vitrail {

void Output::attach(std::shared_ptr<Scanout> scanout)
{
    detach();
    scanout_ = std::move(scanout);
    scanout_->events = {
        .presented = [this](Presented const& p) { on_presented(p); },
        .needs_frame = [this] { on_needs_frame(); },
        .resized = scanout_->events.resized,
    };
    recoveries_ = 0; // whatever the one before did
    restart();
    viewport_.attach(scanout_->c());
    begin_anew();
}

void Output::detach()
{
    if (!scanout_)
        return;
    sleep_until_resumed();
    viewport_.detach();
    scanout_->events = {};
    scanout_.reset();
    mode_when_on_.reset();
}

void Output::restart()
{
    clock_.restart(scanout_->refresh(), scanout_->least_margin());
    planes_.forget();
    composer_.forget();
    last_composed_.reset();
    cursor_ = {};
    paths_.clear();
    varying_.on = false;
    repeat_.disarm();
    tearing_.cursor_due.reset();
    tearing_.not_before = {};
}

PlaneAllocator::Conditions Output::conditions() const
{
    std::optional<Verdict> compose_all;
    if (scanout_->render_locks() > 0)
        compose_all = Verdict::Capture;
    else if (plane_use_ == PlaneUse::None)
        compose_all = Verdict::SwitchedOff;
    return {.now = loop_.now(),
            .period = clock_.period(),
            .compose_all = compose_all,
            .cursor_apart = compose_all == Verdict::Capture && !scanout_->wants_cursor_painted(),
            .overlays = plane_use_ == PlaneUse::All,
            .composed_yuv = &composer_.yuv()};
}

void Output::use_planes(PlaneUse use)
{
    if (std::exchange(plane_use_, use) != use && scanout_)
        on_needs_frame();
}

bool Output::set_mode(std::optional<Mode> mode)
{
    if (!scanout_ || !scanout_->enable(mode))
        return false;
    begin_anew();
    return true;
}

/// Off, it shows nothing: clients that wait for a refresh get the heartbeat.
bool Output::set_power(bool on)
{
    if (!scanout_ || on != mode_when_on_.has_value())
        return true;
    if (on)
        return set_mode(mode_when_on_);
    mode_when_on_ = scanout_->mode();
    sleep_until_resumed();
    viewport_.detach();
    scanout_->disable();
    return true;
}

/// The display shows black after a mode was set, whatever it was doing before.
void Output::begin_anew()
{
    deadline_.disarm();
    next_band_.disarm();
    drawing_.reset();
    if (std::exchange(mode_when_on_, std::nullopt))
        viewport_.attach(scanout_->c());
    restart();
    place(view().origin, view().scale, view().transform);
    state_ = State::WaitingForFlip; // of the black picture
    in_flight_ = std::make_unique<Frame>();
    in_flight_since_ = loop_.now();
    if (!watchdog_.armed())
        on_watch();
    on_screen_.reset();
    viewport_.add_damage_whole();
}

void Output::place(Point<Logical> origin, double scale, Transform transform)
{
    auto const size = scanout_ && !mode_when_on_ ? scanout_->mode().size : view().size;
    viewport_.set_view({.origin = origin, .scale = scale, .transform = transform, .size = size});
    if (scanout_)
        scanout_->announce(scale, transform);
}

} // namespace vitrail
