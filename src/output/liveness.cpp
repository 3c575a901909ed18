// A display that takes a frame and never says that it showed it would stop its output for ever: drivers lose the event
// now and then, around suspend above all. So a frame in flight is watched.
//
// The timer is not armed for each frame: while frames come it rings a few times a second and looks how old the one in
// flight is; an idle output has none.

#include "output/output.hpp"

#include "base/log.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr int patience_in_periods = 8;
constexpr Duration least_patience = 250ms, longest_silence = 10s;

} // namespace

void Output::on_watch()
{
    if (!in_flight_)
        return;
    auto const first = std::max(clock_.period() * patience_in_periods, least_patience);
    auto const patience = std::min(first * (1 << std::min(recoveries_, 10)), std::max(longest_silence, first));
    auto const overdue = std::max(in_flight_since_, in_flight_->plan.vblank) + patience;
    if (loop_.now() < overdue)
        return watchdog_.arm(overdue);
    recover();
}

/// First the whole state is committed once more, then the display is turned off and on, with ever longer pauses.
void Output::recover()
{
    ++stats_.lost_flips;
    auto const mode = scanout_->mode();
    if (recoveries_ <= 1)
        log::warning("{}: the display never said that it showed a frame; {}", identity_.connector,
                     recoveries_ == 0 ? "setting its mode again" : "turning it off and on, from now on without a word");
    if (recoveries_++ > 0)
        scanout_->disable();
    if (scanout_->enable(mode.size.empty() ? std::nullopt : std::optional{mode}))
        return begin_anew();
    in_flight_since_ = loop_.now();
    on_watch();
}

} // namespace vitrail
