#pragma once

#include "scene/picture_node.hpp"
#include "shell/world.hpp"

#include <optional>

namespace vitrail {

/// The plain colour below everything, on every output; wallpapers lie above it.
class Background {
public:
    static constexpr Color black{0, 0, 0, 1};
    static constexpr Color usual{30 / 255.0F, 36 / 255.0F, 46 / 255.0F, 1}; ///< where somebody works and has chosen none

    explicit Background(World const& world) : world_{world} {}

    void use(Color color);
    void outputs_changed();

private:
    World world_;
    Color color_ = black;
    std::optional<ColorNode> node_; // not there while it is black: that is what nothing looks like
};

} // namespace vitrail
