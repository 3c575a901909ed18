#pragma once

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "session_devices.hpp"
#include "tablet-v2-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <format>
#include <string>
#include <vector>
#include <wayland-client.h>

namespace vitrail::test {

/// A tablet over the whole layout, with one pen.
class Pen {
public:
    explicit Pen(TestServer& server)
        : server_{server}
    {
        static constexpr wlr_tablet_impl impl{.name = "test-tablet"};
        wlr_tablet_init(&tablet_, &impl, "test tablet");
        tool_.type = WLR_TABLET_TOOL_TYPE_PEN;
        tool_.pressure = tool_.tilt = true;
        wl_signal_init(&tool_.events.destroy);
        server.server().seat().add_device(tablet_.base);
        server.settle();
    }
    ~Pen()
    {
        wl_signal_emit_mutable(&tool_.events.destroy, &tool_);
        wlr_tablet_finish(&tablet_);
        server_.settle();
    }
    Pen(Pen const&) = delete;

    void near(double x, double y, bool in = true)
    {
        wlr_tablet_tool_proximity_event event{.tablet = &tablet_,
            .tool = &tool_,
            .x = x / 320,
            .y = y / 240,
            .state = in ? WLR_TABLET_TOOL_PROXIMITY_IN : WLR_TABLET_TOOL_PROXIMITY_OUT};
        emit(tablet_.events.proximity, event);
    }
    void move(double x, double y)
    {
        wlr_tablet_tool_axis_event event{.tablet = &tablet_,
            .tool = &tool_,
            .updated_axes = WLR_TABLET_TOOL_AXIS_X | WLR_TABLET_TOOL_AXIS_Y,
            .x = x / 320,
            .y = y / 240};
        emit(tablet_.events.axis, event);
    }
    void press(double pressure)
    {
        wlr_tablet_tool_axis_event event{
            .tablet = &tablet_, .tool = &tool_, .updated_axes = WLR_TABLET_TOOL_AXIS_PRESSURE, .pressure = pressure};
        emit(tablet_.events.axis, event);
    }
    void tip(double x, double y, bool down)
    {
        wlr_tablet_tool_tip_event event{.tablet = &tablet_,
            .tool = &tool_,
            .x = x / 320,
            .y = y / 240,
            .state = down ? WLR_TABLET_TOOL_TIP_DOWN : WLR_TABLET_TOOL_TIP_UP};
        emit(tablet_.events.tip, event);
    }
    void button(std::uint32_t code, bool down)
    {
        wlr_tablet_tool_button_event event{.tablet = &tablet_,
            .tool = &tool_,
            .button = code,
            .state = down ? WLR_BUTTON_PRESSED : WLR_BUTTON_RELEASED};
        emit(tablet_.events.button, event);
    }

private:
    template <class Event> void emit(wl_signal& signal, Event& event)
    {
        wl_signal_emit_mutable(&signal, &event);
        server_.settle();
    }

    TestServer& server_;
    wlr_tablet tablet_{};
    wlr_tablet_tool tool_{};
};

/// A drawing program, with a log: "in WINDOW", "motion 10,20", "down", "pressure 32767", "button 331 down", "up",
/// "out".
class Drawing {
public:
    explicit Drawing(TestClient& client)
        : client_{client}
    {
        manager_ = client.bind<zwp_tablet_manager_v2>(zwp_tablet_manager_v2_interface, 1);
        REQUIRE(manager_);
        seat_ = zwp_tablet_manager_v2_get_tablet_seat(manager_, client.globals.seat);
        static constexpr zwp_tablet_seat_v2_listener listener{
            .tablet_added = [](void* d, zwp_tablet_seat_v2*, zwp_tablet_v2* t) { self(d).tablets.push_back(t); },
            .tool_added = [](void* d, zwp_tablet_seat_v2*, zwp_tablet_tool_v2* tool) { self(d).add(tool); },
            .pad_added = [](void* d, zwp_tablet_seat_v2*, zwp_tablet_pad_v2* pad) { self(d).add(pad); },
        };
        zwp_tablet_seat_v2_add_listener(seat_, &listener, this);
        client.settle();
    }
    ~Drawing()
    {
        for (auto* pad : pads)
            zwp_tablet_pad_v2_destroy(pad);
        for (auto* tool : tools)
            zwp_tablet_tool_v2_destroy(tool);
        for (auto* tablet : tablets)
            zwp_tablet_v2_destroy(tablet);
        zwp_tablet_seat_v2_destroy(seat_);
        zwp_tablet_manager_v2_destroy(manager_);
        client_.settle();
    }
    Drawing(Drawing const&) = delete;

    [[nodiscard]] bool saw(std::string_view line) const { return std::ranges::find(log, line) != log.end(); }

    std::vector<std::string> log;
    std::vector<zwp_tablet_v2*> tablets;
    std::vector<zwp_tablet_tool_v2*> tools;
    std::vector<zwp_tablet_pad_v2*> pads;

private:
    using Tool = zwp_tablet_tool_v2;
    using u32 = std::uint32_t;
    static Drawing& self(void* data) { return *static_cast<Drawing*>(data); }
    static void note(void* data, std::string line) { self(data).log.push_back(std::move(line)); }

    void add(Tool* tool)
    {
        static constexpr zwp_tablet_tool_v2_listener listener{
            .type = [](void*, Tool*, u32) {},
            .hardware_serial = [](void*, Tool*, u32, u32) {},
            .hardware_id_wacom = [](void*, Tool*, u32, u32) {},
            .capability = [](void*, Tool*, u32) {},
            .done = [](void*, Tool*) {},
            .removed = [](void* d, Tool*) { note(d, "removed"); },
            .proximity_in
            = [](void* d, Tool*, u32, zwp_tablet_v2*, wl_surface* s) { note(d, "in " + self(d).client_.label_of(s)); },
            .proximity_out = [](void* d, Tool*) { note(d, "out"); },
            .down = [](void* d, Tool*, u32) { note(d, "down"); },
            .up = [](void* d, Tool*) { note(d, "up"); },
            .motion =
                [](void* d, Tool*, wl_fixed_t x, wl_fixed_t y) {
                    note(d, std::format("motion {:.0f},{:.0f}", wl_fixed_to_double(x), wl_fixed_to_double(y)));
                },
            .pressure = [](void* d, Tool*, u32 p) { note(d, std::format("pressure {}", p)); },
            .distance = [](void*, Tool*, u32) {},
            .tilt = [](void*, Tool*, wl_fixed_t, wl_fixed_t) {},
            .rotation = [](void*, Tool*, wl_fixed_t) {},
            .slider = [](void*, Tool*, int) {},
            .wheel = [](void*, Tool*, wl_fixed_t, int) {},
            .button = [](void* d, Tool*, u32, u32 code,
                          u32 state) { note(d, std::format("button {} {}", code, state ? "down" : "up")); },
            .frame = [](void*, Tool*, u32) {},
        };
        tools.push_back(tool);
        zwp_tablet_tool_v2_add_listener(tool, &listener, this);
    }
    void add(zwp_tablet_pad_v2* pad)
    {
        static constexpr zwp_tablet_pad_v2_listener listener{
            .group
            = [](void*, zwp_tablet_pad_v2*, zwp_tablet_pad_group_v2* group) { zwp_tablet_pad_group_v2_destroy(group); },
            .path = [](void*, zwp_tablet_pad_v2*, char const*) {},
            .buttons = [](void*, zwp_tablet_pad_v2*, u32) {},
            .done = [](void*, zwp_tablet_pad_v2*) {},
            .button = [](void* d, zwp_tablet_pad_v2*, u32, u32 code,
                          u32 state) { note(d, std::format("pad button {} {}", code, state ? "down" : "up")); },
            .enter = [](void* d, zwp_tablet_pad_v2*, u32, zwp_tablet_v2*,
                         wl_surface* s) { note(d, "pad enter " + self(d).client_.label_of(s)); },
            .leave = [](void* d, zwp_tablet_pad_v2*, u32, wl_surface*) { note(d, "pad leave"); },
            .removed = [](void*, zwp_tablet_pad_v2*) {},
        };
        pads.push_back(pad);
        zwp_tablet_pad_v2_add_listener(pad, &listener, this);
    }

    TestClient& client_;
    zwp_tablet_manager_v2* manager_;
    zwp_tablet_seat_v2* seat_;
};

} // namespace vitrail::test
