#pragma once

#include "scene/dissolve.hpp"
#include "shell/world.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// Lets the workspace that an output leaves fade out over the one that it goes to, where its user wants that.
class WorkspaceFades {
public:
    explicit WorkspaceFades(World const& world) : world_{world} {}

    /// The output still shows what it is about to leave.
    void leave(Output& output);

private:
    struct Leaving {
        Viewport const* on;
        std::unique_ptr<Dissolve> dissolve;
    };

    World const& world_;
    std::vector<Leaving> leaving_; // one for each output at most
};

} // namespace vitrail
