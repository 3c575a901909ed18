#pragma once

#include "scene/node.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// What a part of the scene showed at one moment, as leaves of its own, which nobody draws anew: what fades out when
/// something else takes its place.
///
/// It holds the buffers that it shows; their clients get them back when it goes. It takes no input.
class Afterimage final : public Tree {
public:
    /// `parent`: null until `reparent`.
    explicit Afterimage(Tree* parent = nullptr);
    ~Afterimage() override;

    /// Adds, on top of what is there, all that `of` shows within `area`; its origin is taken to be at `at`. Both in this one's
    /// coordinates.
    void add(Tree const& of, Point<Logical> at, Rect<Logical> const& area);
    /// Takes what fills `from` to where it fills `to`.
    void stretch(Rect<Logical> const& from, Rect<Logical> const& to);
    [[nodiscard]] bool empty() const { return leaves_.empty(); }

private:
    class Echo;

    void add(Tree const& of, Point<Logical> at, Rect<Logical> const& area, Tree& into);

    std::vector<std::unique_ptr<Tree>> looks_; // of the trees that had one; all at the origin
    std::vector<std::unique_ptr<Echo>> leaves_;
};

} // namespace vitrail
