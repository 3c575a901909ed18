#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "input/cursor_theme.hpp"
#include "scene/picture_node.hpp"
#include "scene/scene.hpp"
#include "scene/surface_node.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrail {

/// What the cursor looks like: a node of our own scene, so that it is a layer like any other.
///
/// A client chooses a shape, a surface or nothing; a grab of ours lays its own shape over that choice. Animated shapes
/// run a timer only while they are really shown.
class CursorImage {
public:
    CursorImage(EventLoop& loop, Scene& scene);

    /// Where shapes come from; the one that is shown changes at once.
    void set_theme(CursorConfig const& config);
    void show_shape(std::string shape);
    /// The client's own picture; hidden when the surface goes.
    void show_surface(wlr_surface& surface, Point<Logical> hotspot);
    void hide();

    /// A shape that hides the client's choice until it is taken away again.
    void override_shape(std::optional<std::string> shape);
    /// No pointer device, no cursor.
    void set_enabled(bool enabled);
    /// Nobody needs it now; what it looks like is kept.
    void set_veiled(bool veiled);
    /// The hot spot points at `at`, on an output of `scale`.
    void place(FPoint<Logical> at, double scale);
    /// The scale of the output may have changed.
    void reload();

private:
    enum class Choice { Nothing, Shape, Surface };

    [[nodiscard]] std::string const* shape_to_show() const;
    void update();
    void load_shape(std::string const& shape);
    void show_frame(std::size_t index);
    void next_frame();
    void move_nodes();
    void on_surface_commit();
    void on_surface_destroy();

    EventLoop& loop_;
    Tree& stratum_;
    CursorTheme theme_;
    PictureNode picture_;
    Timer animation_;
    std::vector<CursorFrame> frames_;
    std::size_t frame_ = 0;
    std::string loaded_shape_;
    double loaded_scale_ = 0;

    Choice choice_ = Choice::Shape;
    std::string shape_ = "default";
    std::optional<std::string> override_;
    bool enabled_ = false, veiled_ = false;

    wlr_surface* surface_ = nullptr;
    std::unique_ptr<SurfaceNode> surface_node_;
    Point<Logical> surface_hotspot_;
    Slot<> surface_commit_;
    Slot<> surface_destroy_;

    FPoint<Logical> at_;
    double scale_ = 1.0;
};

} // namespace vitrail
