#pragma once

#include "base/geometry.hpp"

namespace vitrail {

/// Takes input for a tree wherever no surface in it does: a window's frame. It is told by whoever asks the scene.
class Grip {
public:
    /// Is it there? `at` in the tree's coordinates.
    [[nodiscard]] virtual bool reaches(FPoint<Logical> at) const = 0;

protected:
    ~Grip() = default;
};

} // namespace vitrail
