#include "output/variable_refresh.hpp"

#include <algorithm>
#include <numeric>

namespace vitrail {

namespace {

constexpr std::array<std::string_view, 4> vrr_use_names{"off", "content", "fullscreen", "on"};

/// By how much a single picture may come later than the mean of those before it, and is still met.
constexpr Duration tolerated(Duration gap) { return gap * 9 / 8; }

std::int64_t ceil_div(Duration a, Duration b) { return (a + b - Duration{1}) / b; }

} // namespace

std::optional<VrrUse> vrr_use(std::string_view name)
{
    auto const found = std::ranges::find(vrr_use_names, name);
    return found == vrr_use_names.end() ? std::nullopt : std::optional{static_cast<VrrUse>(found - vrr_use_names.begin())};
}

void VariableRefresh::start(Duration shortest, Duration longest, Time now)
{
    shortest_ = interval_ = shortest;
    longest_ = std::max(shortest, longest - longest / 16); // in time before the display does it by itself
    last_ = came_ = now;
    lead_changed();
    repeated_ = 0;
}

void VariableRefresh::lead_changed()
{
    gaps_known_ = 0;
    refreshes_ = 1;
}

void VariableRefresh::picture_came(Time now)
{
    if (resting(now))
        lead_changed();
    else
        gaps_[gaps_known_++ % kept_gaps] = now - came_;
    came_ = now;
    count_refreshes();
}

/// How many refreshes a picture gets: as few as fit. Fewer than before only when that leaves some room, else pictures that
/// come just as slowly as the display can wait would make it go back and forth.
void VariableRefresh::count_refreshes()
{
    if (gaps_known_ == 0)
        return;
    auto const gap = tolerated(mean_gap());
    // One at least: pictures that come at one moment have no gap between them.
    auto const needed = std::max<std::int64_t>(ceil_div(gap, longest_), 1);
    auto const with_room = std::max<std::int64_t>(ceil_div(gap * 17 / 16, longest_), 1);
    auto const most = std::max<std::int64_t>(mean_gap() / shortest_, 1);
    refreshes_ = int(std::clamp<std::int64_t>(std::min<std::int64_t>(refreshes_, with_room), std::min(needed, most), most));
}

Duration VariableRefresh::mean_gap() const
{
    auto const known = std::min(gaps_known_, kept_gaps);
    auto const sum = std::accumulate(gaps_.begin(), gaps_.begin() + std::ptrdiff_t(known), Duration{});
    return sum / std::int64_t(std::max<std::size_t>(known, 1));
}

void VariableRefresh::flipped(Time when, bool new_picture)
{
    interval_ = std::clamp(when - last_, shortest_, longest_);
    last_ = when;
    repeated_ = new_picture ? 0 : repeated_ + 1;
}

/// The time between two refreshes that suits the pictures.
Duration VariableRefresh::target() const
{
    return gaps_known_ == 0 ? interval_ : std::clamp(mean_gap() / refreshes_, shortest_, longest_);
}

/// The nearest to it that the rate may change to at once.
Duration VariableRefresh::within_reach(Duration wanted) const
{
    return std::clamp(std::clamp(wanted, shrunk(), grown()), shortest_, longest_);
}

Time VariableRefresh::picture_time(Time now) const
{
    return std::max(now, last_ + within_reach(target() * 4 / 5));
}

Time VariableRefresh::other_time(Time now) const
{
    auto const along = repeat_time();
    return std::max(now, !resting(now) && along ? *along : last_ + within_reach(pointer_pace));
}

std::optional<Time> VariableRefresh::repeat_time() const
{
    if (resting(last_))
        return grown() >= longest_ ? std::nullopt : std::optional{last_ + grown()};
    bool const between = repeated_ + 1 < refreshes_;
    return last_ + within_reach(between ? target() : target() * 5 / 4);
}

} // namespace vitrail
