#pragma once

#include "base/event_loop.hpp"
#include "base/geometry.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/cursor_image.hpp"
#include "scene/scene.hpp"

namespace vitrail {

struct DeviceRange; ///< 0 to 1 over the outputs (or the one) that an absolute device is mapped to

/// Where the pointer is: always on an output while there is one.
///
/// wlroots' cursor only maps positions (relative and absolute devices, devices bound to one output); its pictures are
/// not used: ours is a node of the scene.
class Cursor {
public:
    Cursor(EventLoop& loop, Scene& scene, wlr_output_layout& layout);

    [[nodiscard]] wlr_cursor& c() const { return *cursor_; }
    [[nodiscard]] FPoint<Logical> position() const { return {cursor_->x, cursor_->y}; }
    [[nodiscard]] CursorImage& image() { return image_; }

    /// A pointer device is there: the picture is shown. The first one finds the cursor in the middle of an output.
    void set_enabled(bool enabled);
    [[nodiscard]] bool enabled() const { return enabled_; }

    /// Hides it until it moves, and whenever it has rested so long or a finger has come down since; zero: never.
    void hide_at_rest(Duration after);
    void finger_came_down();

    void move_by(wlr_input_device& device, FPoint<Logical> delta);
    /// Puts it there, or as near as outputs allow.
    void warp_to(FPoint<Logical> at);
    /// Where on the layout an absolute device points; the cursor stays.
    [[nodiscard]] FPoint<Logical> layout_position(wlr_input_device& device, FPoint<DeviceRange> at) const;

    /// Binds an absolute device to the output of that name; to all when there is none.
    void map_to_output(wlr_input_device& device, char const* output_name);
    /// Back onto an output, with the picture for its scale.
    void outputs_changed();

private:
    void moved();
    void stir();
    void centre();

    EventLoop& loop_;
    Scene& scene_;
    wlr_output_layout& layout_;
    Owned<wlr_cursor, wlr_cursor_destroy> cursor_;
    CursorImage image_;
    Duration rest_{}; // until it is hidden; zero: never
    Timer rested_;
    bool enabled_ = false;
    bool centred_ = false;
};

} // namespace vitrail
