#pragma once

#include "base/geometry.hpp"
#include "frame/layer.hpp"
#include "scene/node.hpp"
#include "scene/picture.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

namespace vitrail {

class SurfaceNode;
class Viewport;
struct View;

/// A leaf that is a window's shadow. Coordinates are the leaf's own.
struct LeafShadow {
    Rect<Logical> window;
    float corner_radius = 0; ///< logical units
    int reach = 0;           ///< logical units; 0: it is none

    friend bool operator==(LeafShadow const&, LeafShadow const&) = default;
};

/// A node that shows something itself: it becomes a Layer wherever it is visible.
class Leaf : public Node {
public:
    ~Leaf() override;

    /// Who shows it, in layers and in what users are told. Zero until it has been in a scene.
    [[nodiscard]] SourceId id() const { return id_; }
    [[nodiscard]] Picture const& picture() const { return picture_; }
    [[nodiscard]] LayerRole role() const { return role_; }
    [[nodiscard]] LeafShadow const& shadow() const { return shadow_; }

    /// Makes it the cursor: a layer of its own kind, which hides nothing and takes no input. `hotspot` is the point of
    /// the picture that points, in logical units from its top left.
    void set_cursor_role(Point<Logical> hotspot);
    [[nodiscard]] Point<Logical> hotspot() const { return hotspot_; }
    /// Moves a cursor so that its hotspot is at `pointer`, in its parent's coordinates, exact to the pixel: whole
    /// logical units would make it jump on scaled outputs.
    void point_at(FPoint<Logical> pointer);

    /// The top left corner in the layout as `view` shows it; `at` is the absolute position. A cursor's is moved to where
    /// its hotspot is in the pixel that is pointed at: so its size in pixels stays the same wherever it goes.
    [[nodiscard]] FPoint<Logical> corner(View const& view, Point<Logical> at) const;
    [[nodiscard]] Rect<Logical> extents() const override;
    [[nodiscard]] Leaf* as_leaf() final { return this; }
    /// The same leaf if it shows a client's surface, else null.
    [[nodiscard]] virtual SurfaceNode* as_surface() { return nullptr; }

    /// Its index in the last snapshot of this viewport; nothing if it is not in it.
    [[nodiscard]] std::optional<std::size_t> layer_in(Viewport const& viewport) const;
    /// The viewport that shows most of it; null when none does.
    [[nodiscard]] Viewport* pacing_viewport() const;

protected:
    explicit Leaf(Tree* parent);

    /// Shows `next` from now on. `damage` is where its buffer differs from the one before; it matters only while
    /// everything else stays as it was.
    void show(Picture next, Region<BufferPx> const& damage);
    void set_id(SourceId id) { id_ = id; }
    /// What it shows is its colour, as a shadow of that.
    void throw_shadow(LeafShadow const& shadow);

    /// How one viewport saw it when it looked last.
    struct Sight {
        static constexpr auto hidden = std::numeric_limits<std::size_t>::max();

        Viewport* viewport;
        std::uint64_t look = 0;     ///< which one
        std::size_t layer = hidden; ///< index among what was visible
        double area = 0;            ///< of what was visible, in logical units
        bool changed = true;        ///< since the leaf was told
    };
    /// All viewports that it lies in, be it hidden there.
    [[nodiscard]] std::vector<Sight> const& sights() const { return sights_; }
    /// Called after a look in which a sight came, went or changed, or after its viewport changed its view.
    virtual void sights_changed() {}

private:
    friend class Portrait;
    friend class Viewport;
    friend class Walk;

    /// The sight of this viewport, made if there is none.
    [[nodiscard]] Sight& sight_of(Viewport& viewport);

    std::vector<Sight> sights_;
    SourceId id_;
    Picture picture_;
    LayerRole role_ = LayerRole::Content;
    LeafShadow shadow_;
    Point<Logical> hotspot_;
    FPoint<Logical> fraction_; // cursors only: of a unit, from 0 to less than 1
};

} // namespace vitrail
