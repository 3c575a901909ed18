#pragma once

#include "base/geometry.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "scene/scene.hpp"
#include "scene/surface_node.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace vitrail {

/// Ends a drag that was asked for without right.
void discard_drag(wlr_seat& seat, wlr_drag& drag);

/// Drag-and-drop: who may start one, its icon, and its end in every case.
class DragAndDrop {
public:
    struct Events {
        std::function<void()> started; ///< what is below the pointer gets the drag now
        std::function<void()> ended;   ///< focus goes back to where it belongs
    };

    DragAndDrop(Scene& scene, wlr_seat& seat, Events events);
    ~DragAndDrop();

    [[nodiscard]] bool active() const { return drag_ != nullptr; }
    /// The finger that drags, by the seat's touch id; nothing when the pointer drags.
    [[nodiscard]] std::optional<std::int32_t> finger() const;
    /// The pointer or finger that drags is at `at` now: the icon follows.
    void move_icon(FPoint<Logical> at);
    /// Ends it without a drop.
    void cancel();

private:
    void on_request(wlr_seat_request_start_drag_event* event);
    void on_start(wlr_drag* drag);
    void go_on();
    void on_end();
    void on_client_gone();
    void on_icon_commit();
    void on_icon_gone();
    void show_icon(wlr_drag_icon& icon);
    void place_icon();

    Scene& scene_;
    wlr_seat& seat_;
    Events events_;
    wlr_drag* drag_ = nullptr;
    Owned<wlr_data_source, wlr_data_source_destroy> lent_; ///< to a drag that has none of its own, while it starts
    FPoint<Logical> at_;
    wlr_surface* icon_surface_ = nullptr;
    Point<Logical> icon_offset_;
    std::unique_ptr<SurfaceTree> icon_;

    Slot<wlr_seat_request_start_drag_event> request_;
    Slot<wlr_drag> start_;
    Slot<> end_;
    Slot<> client_gone_;
    Slot<> icon_commit_;
    Slot<> icon_gone_;
};

} // namespace vitrail
