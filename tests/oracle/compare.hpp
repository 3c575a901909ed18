#pragma once

#include "session_picture.hpp"

#include <string>

namespace vitrail::test {

class OwnStage;

/// Where random scenes begin: VITRAIL_SEED, or 1.
[[nodiscard]] unsigned first_seed();
/// How many of them: `few`, or `many` if VITRAIL_FULL=1.
[[nodiscard]] int scene_count(int few, int many);
/// Where two pictures differ first, in words, with the layers that lie there; nothing if they are equal, but for `steps`
/// of 255 in a channel.
[[nodiscard]] std::string difference(Screen const& ours, Screen const& theirs, OwnStage& our_stage, int steps = 0);

} // namespace vitrail::test
