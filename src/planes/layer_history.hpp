#pragma once

#include "base/time.hpp"
#include "frame/layer.hpp"

#include <array>
#include <unordered_map>
#include <vector>

namespace vitrail {

/// A client may show a thousand sub-surfaces. Planes are for the few that matter: what grows with the square of their
/// number is done for this many only.
constexpr std::size_t most_watched = 32;

/// What each layer did lately: how often its picture changed, and how long it has lain where it lies.
///
/// A plane pays for what changes often. The rate counts time in which frames were shown: a display that rests because
/// nothing changes must not make a paused video slow.
class LayerHistory {
public:
    /// To be called once for each frame. False: only pictures have changed since the last stack, and nothing became fast
    /// or slow by that.
    bool note(LayerStack const& stack, Time now);
    void forget() { *this = {}; }

    /// Pictures a second, as far as is known.
    [[nodiscard]] double rate(SourceId source) const;
    /// Does it change so often that a plane pays? With hysteresis: what is fast stays so down to half the rate.
    [[nodiscard]] bool is_fast(SourceId source) const;
    /// Since when it and what lies on it have been as they are; of the first few that are fast or fill the screen, from
    /// the top.
    [[nodiscard]] Time unchanged_since(SourceId source) const;
    /// The layers of the last stack of which that is known.
    [[nodiscard]] std::vector<std::size_t> const& watched() const { return watched_; }

private:
    static constexpr std::size_t kept_updates = 8;

    struct Past {
        std::uint64_t serial = 0;
        std::array<Duration, kept_updates> updates{}; // on the clock `shown_`; [count % kept] is the next
        std::size_t count = 0;
        bool fast = false;
        std::uint64_t surroundings = 0;
        Time since = Time::max();
        std::uint64_t frame = 0;

        [[nodiscard]] Duration latest() const { return updates[(count - 1) % kept_updates]; }
        [[nodiscard]] double rate() const;
    };

    void note_all(LayerStack const& stack, Time now);
    [[nodiscard]] bool note_changes(LayerStack const& stack);
    void note_update(Past& past, Layer const& layer) const;

    std::uint64_t arrangement_ = 0;    // of the last stack
    std::vector<std::size_t> watched_; // of its layers
    std::unordered_map<SourceId, Past> pasts_;
    Duration shown_{}; // time in which frames were shown
    Time last_{};
    std::uint64_t frame_ = 0;
};

} // namespace vitrail
