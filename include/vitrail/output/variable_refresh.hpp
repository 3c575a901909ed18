#pragma once

#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrail {

/// When a display that can refreshes as pictures come, and not at a fixed rate.
enum class VrrUse {
    Off,
    Content,    ///< while one picture fills it whose client says that it is a game or a video
    Fullscreen, ///< while one picture fills it
    On,
};

/// "off", "content", "fullscreen", "on": as users write it. Nothing: there is none of that name.
[[nodiscard]] std::optional<VrrUse> vrr_use(std::string_view name);

/// When to commit to a display that refreshes as pictures come.
///
/// One picture leads. Ideally each of its pictures is one refresh, at the moment when it comes; what else changed goes
/// along. Three things stand against that:
///
/// - The display refreshes by itself when nothing comes for too long, and a picture that comes just then must wait. So a
///   picture is shown again before, where pictures come slowly in the middle between two of them:
///
///       pictures at 20 Hz, display from 40 to 144 Hz    P . P . P . P      25 ms apart
///
/// - Panels are brighter or darker at another rate. So the time between two refreshes grows and shrinks by a quarter at
///   most: after a leap the pictures wait a little, or are shown again, until the rate has followed.
///
///       pictures 8 ms apart, then 20                    P P P . P . P  P   P    P    P
///
/// - The pointer moves at the rate of the mouse. It goes along with the pictures; while they rest it has a rate of its own.
///
/// What pictures do is measured from one picture to the next and never from what was shown again: else 20 ms that follow
/// 8 ms would stay at 10, each picture shown twice.
///
/// Pure: times are handed in.
class VariableRefresh {
public:
    /// Without a new picture for so long, the leading one rests.
    static constexpr Duration rest = std::chrono::milliseconds{250};
    /// How often the pointer moves while everything else rests.
    static constexpr Duration pointer_pace = std::chrono::nanoseconds{16'666'667};

    /// From now on the display's refreshes vary, between `shortest` and `longest` apart; up to now it had the former.
    void start(Duration shortest, Duration longest, Time now);
    /// Another picture leads.
    void lead_changed();
    /// The leading picture is a new one.
    void picture_came(Time now);
    /// A frame turned into light, with a new leading picture or without.
    void flipped(Time when, bool new_picture);

    [[nodiscard]] bool resting(Time now) const { return now - came_ >= rest; }
    /// When to commit a new leading picture. Never before `now`.
    [[nodiscard]] Time picture_time(Time now) const;
    /// When to commit other changes, if no new leading picture comes before. Never before `now`.
    [[nodiscard]] Time other_time(Time now) const;
    /// When to show the last picture again if nothing comes before; nothing: no more, the display has arrived at its rest.
    [[nodiscard]] std::optional<Time> repeat_time() const;

private:
    static constexpr std::size_t kept_gaps = 4;

    [[nodiscard]] Duration grown() const { return interval_ * 5 / 4; }
    [[nodiscard]] Duration shrunk() const { return interval_ * 4 / 5; }
    [[nodiscard]] Duration within_reach(Duration wanted) const;
    [[nodiscard]] Duration target() const;
    [[nodiscard]] Duration mean_gap() const;
    void count_refreshes();

    Duration shortest_{}, longest_{};
    Duration interval_{}; // between the last two refreshes
    Time last_{};         // refresh
    Time came_{};         // the last new leading picture
    std::array<Duration, kept_gaps> gaps_{}; // between the last ones
    std::size_t gaps_known_ = 0;
    int refreshes_ = 1; // for each picture
    int repeated_ = 0;  // the one on the screen
};

} // namespace vitrail
