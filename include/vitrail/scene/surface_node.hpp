#pragma once

#include "base/slot.hpp"
#include "frame/content.hpp"
#include "scene/leaf.hpp"

#include <memory>
#include <unordered_map>

struct wlr_surface;
struct wlr_subsurface;

namespace vitrail {

class CommitGate;
class SurfaceLatch;
struct View;

/// One wl_surface in the scene: shows what the client commits.
///
/// wlroots makes no texture of it (the compositor global has no renderer) and drops the raw buffer right after the
/// commit event: so the buffer is locked (see SurfaceLatch), and nobody copies or imports it before somebody must.
class SurfaceNode final : public Leaf {
public:
    /// `surface` is wlroots' and may die first: then the node shows nothing any more. Its compositor global is one that
    /// the scene latches (`Scene::latch_surfaces_of`).
    SurfaceNode(wlr_surface& surface, Tree& parent);
    ~SurfaceNode() override;

    /// Null once the client destroyed it.
    [[nodiscard]] wlr_surface* surface() const { return surface_; }
    [[nodiscard]] SurfaceLatch* latch() const { return latch_; }
    [[nodiscard]] CommitGate* gate() const { return gate_; }
    [[nodiscard]] std::shared_ptr<Content const> const& content() const { return picture().content; }

    [[nodiscard]] SurfaceNode* as_surface() override { return this; }

    /// Multiplied with what the client's own pixels say; 1 is opaque.
    void set_opacity(float opacity);

    /// Has everything that was committed been shown, and does nobody wait for anything?
    [[nodiscard]] bool rests() const;

private:
    friend class Viewport;

    void on_commit();
    void on_destroy();
    void show_latched();
    void wait_for_refresh();
    void sights_changed() override;
    bool set_pacing(Viewport* viewport);
    void tell_preferences(View const& view);

    wlr_surface* surface_;
    SurfaceLatch* latch_; // the surface's
    CommitGate* gate_;    // the surface's
    Viewport* paced_by_ = nullptr;
    bool attended_ = false; // by that viewport
    float opacity_ = 1.0F;
    Slot<> commit_;
    Slot<> destroy_;
};

/// A wl_surface with all its sub-surfaces, kept in the client's order as it changes. Owns the nodes of them.
class SurfaceTree final : public Tree {
public:
    SurfaceTree(wlr_surface& surface, Tree& parent);
    ~SurfaceTree() override;

    [[nodiscard]] wlr_surface* surface() const { return node_.surface(); }
    [[nodiscard]] SurfaceNode& node() { return node_; }
    /// For this surface and its sub-surfaces.
    void set_opacity(float opacity);

private:
    struct Child;

    SurfaceTree(wlr_surface& surface, Tree& parent, int depth);
    void on_commit();
    void on_new_subsurface(wlr_subsurface* subsurface);
    void on_destroy();
    void add(wlr_subsurface& subsurface);
    void remove(wlr_subsurface& subsurface);
    /// Moves a sub-surface to its place; null if it has no node here.
    Node* place(wlr_subsurface& subsurface);

    SurfaceNode node_;
    std::unordered_map<wlr_subsurface*, std::unique_ptr<Child>> subsurfaces_;
    float opacity_ = 1.0F;
    int depth_; // below a surface that is nobody's sub-surface
    Slot<> commit_;
    Slot<wlr_subsurface> new_subsurface_;
    Slot<> destroy_;
};

} // namespace vitrail
