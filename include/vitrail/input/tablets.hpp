#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/cursor.hpp"
#include "input/pointer_router.hpp"
#include "input/seat.hpp"
#include "scene/scene.hpp"

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace vitrail {

/// Drawing tablets: their pens (tools) and their boards of buttons (pads), by tablet-v2.
///
/// A pen moves the cursor. Above a window that knows pens it is a pen, with pressure and tilt; above any other it is
/// the pointer, its tip the left button. A tip or button that went down belongs to where it went down.
class Tablets {
public:
    Tablets(wl_display& display, Scene& scene, wlr_seat& seat, Cursor& cursor, PointerRouter& pointer,
        Seat::Events const& events);
    ~Tablets();
    Tablets(Tablets const&) = delete;
    Tablets& operator=(Tablets const&) = delete;

    void add(wlr_tablet& tablet);
    void add(wlr_tablet_pad& pad);

    /// The tablet's display is dark or away: a pen that comes near it reaches nobody.
    std::function<bool(wlr_input_device&)> waits;

private:
    struct Tablet;
    class Tool;
    class Pad;

    void on_proximity(wlr_tablet_tool_proximity_event* event);
    void on_axis(wlr_tablet_tool_axis_event* event);
    void on_tip(wlr_tablet_tool_tip_event* event);
    void on_button(wlr_tablet_tool_button_event* event);
    void on_focus_change();

    [[nodiscard]] Tool& tool_of(wlr_tablet_tool& tool);
    [[nodiscard]] wlr_tablet_v2_tablet* tablet_of(wlr_tablet const* tablet) const;
    void move(Tool& tool, wlr_tablet& tablet, std::uint32_t time);

    Scene& scene_;
    wlr_seat& seat_;
    Cursor& cursor_;
    PointerRouter& pointer_;
    Seat::Events const& events_;
    wlr_tablet_manager_v2* protocol_; // ends with the display
    std::map<wlr_tablet const*, std::unique_ptr<Tablet>> tablets_;
    std::map<wlr_tablet_tool const*, std::unique_ptr<Tool>> tools_;
    std::vector<std::unique_ptr<Pad>> pads_;

    Slot<wlr_tablet_tool_proximity_event> proximity_;
    Slot<wlr_tablet_tool_axis_event> axis_;
    Slot<wlr_tablet_tool_tip_event> tip_;
    Slot<wlr_tablet_tool_button_event> button_;
    Slot<> focus_change_;
};

} // namespace vitrail
