#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrail::test {

/// What can happen besides requests.
enum class Deed {
    Refresh, Second, Settle,                                  // time
    Move, Press, Release, Scroll, KeyDown, KeyUp, TouchDown, TouchUp, // the user
    Plug, Unplug, Resize,                                     // displays
    Kill, Garbage,                                            // a client dies, or says something that is no request
};

/// One kind of step.
struct Word {
    std::string name;
    std::uint32_t hash;
    int interface; ///< of a request; -1: `deed`
    int request;
    Deed deed;
};

/// All that a step can mean, in the order of their hashes.
[[nodiscard]] std::span<Word const> vocabulary();
/// What this number means.
[[nodiscard]] Word const& word_for(std::uint32_t what);

} // namespace vitrail::test
