#pragma once

#include "scene/node.hpp"

#include <memory>
#include <vector>

namespace vitrail {

class Leaf;

/// A tree as it looks now, for as long as the still lives: whatever its clients do, and when they are gone.
///
/// Nothing is copied: the very pictures are shown, under the same ids, so planes and textures stay what they are. Their
/// buffers are kept from their clients meanwhile. Takes no input.
class Still final : public Tree {
public:
    /// Stands in `parent`, whose origin is the layout's, where `what` stands. `what` itself may be hidden, and is to be
    /// before the next picture of the screen: both have the same ids.
    Still(Tree& parent, Node& what);
    ~Still() override;

    /// Is there anything to see?
    [[nodiscard]] bool empty() const { return leaves_.empty(); }

private:
    class Copy;
    void add(Node& node, Point<Logical> at);

    std::vector<std::unique_ptr<Copy>> leaves_;
};

} // namespace vitrail
