#pragma once

#include "base/slot.hpp"
#include "frame/content.hpp"
#include "frame/layer.hpp"
#include "scene/node.hpp"

#include <memory>
#include <vector>

struct wlr_surface;
struct wlr_subsurface;

namespace vitrail {

class Viewport;

/// One wl_surface in the scene: latches what the client commits.
///
/// wlroots makes no texture of it (the compositor global has no renderer) and drops the raw buffer right after the
/// commit event: so the buffer is locked here, and nobody copies or imports it before somebody must.
class SurfaceNode final : public Node {
public:
    /// `surface` is wlroots' and may die first: then the node shows nothing any more.
    SurfaceNode(wlr_surface& surface, Tree& parent);
    ~SurfaceNode() override;

    [[nodiscard]] SourceId id() const;
    [[nodiscard]] wlr_surface* surface() const;
    [[nodiscard]] std::shared_ptr<Content const> const& content() const;
    [[nodiscard]] Rect<Logical> extents() const override;

    /// Multiplied with what the client's own pixels say; 1 is opaque.
    void set_opacity(float opacity);
    /// What kind of layer it becomes; the cursor's surface is a `LayerRole::Cursor` with a hotspot (logical units).
    void set_cursor_role(Point<Logical> hotspot);

    /// The output whose refresh paces this surface: the one that shows most of it. Null when none does.
    [[nodiscard]] Viewport* pacing_viewport() const;

    // (private part: the scene room's own)
};

/// A wl_surface with all its sub-surfaces, kept in the client's order as it changes. Owns the nodes of them.
class SurfaceTree final : public Tree {
public:
    SurfaceTree(wlr_surface& surface, Tree& parent);
    ~SurfaceTree() override;

    [[nodiscard]] wlr_surface* surface() const;
    [[nodiscard]] SurfaceNode& node();
    /// For this surface and its sub-surfaces.
    void set_opacity(float opacity);
};

} // namespace vitrail
