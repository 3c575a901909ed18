#pragma once

#include "base/slot.hpp"
#include "scene/dissolve.hpp"
#include "scene/surface_node.hpp"
#include "shell/world.hpp"

#include <functional>
#include <memory>

namespace vitrail {

/// Lets a window's picture in its old size fade out over the one in its new size, where its user wants that. Sizes that a hand
/// draws out are not faded: each would fade into the next.
class SizeFade {
public:
    /// `answers`: does the commit that is pending bring the picture that was asked for? `changed` is called when a fade ends.
    SizeFade(World const& world, SurfaceTree& shown, std::function<bool()> answers, std::function<void()> changed);

    /// The client of the window, which fills `box` of its tree, is asked for another size: what it shows when the answer comes
    /// is kept.
    void expect(Rect<Logical> const& box);
    /// The answer is there, and the window fills `box`.
    void arrived(Rect<Logical> const& box);
    /// Nothing fades, and nothing is expected.
    void stop();
    [[nodiscard]] bool running() const { return dissolve_ != nullptr; }

private:
    void on_client_commit();

    World const& world_;
    SurfaceTree& shown_;
    std::function<bool()> answers_;
    std::function<void()> changed_;
    Rect<Logical> before_; // where `past_` lies
    std::unique_ptr<Afterimage> past_; // kept until the answer is there
    std::unique_ptr<Dissolve> dissolve_;
    Slot<> client_commit_;
};

} // namespace vitrail
