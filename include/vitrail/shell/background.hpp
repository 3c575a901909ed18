#pragma once

#include "scene/picture_node.hpp"
#include "shell/world.hpp"

#include <optional>

namespace vitrail {

/// The plain colour below everything, on every output; wallpapers lie above it.
class Background {
public:
    explicit Background(World const& world) : world_{world} {}

    void use(Color color);
    void outputs_changed();

private:
    World world_;
    Color color_{0, 0, 0, 1};
    std::optional<ColorNode> node_; // not there while it is black: that is what nothing looks like
};

} // namespace vitrail
