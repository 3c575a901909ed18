#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "pointer-gestures-unstable-v1-client-protocol.h"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("a pinch on the touchpad reaches the window under the pointer")
{
    TestServer server;
    wlr_pointer pad{};
    wlr_pointer_impl const impl{.name = "pad"};
    wlr_pointer_init(&pad, &impl, "pad");
    server.server().seat().add_device(pad.base);
    auto& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.fullscreen = true}};
    server.refresh(2);

    auto* gestures = client.bind<zwp_pointer_gestures_v1>(zwp_pointer_gestures_v1_interface, 3);
    REQUIRE(gestures);
    auto* pinch = zwp_pointer_gestures_v1_get_pinch_gesture(gestures, seat.pointer());
    std::vector<double> heard;
    zwp_pointer_gesture_pinch_v1_listener const listener{
        .begin = [](void* d, zwp_pointer_gesture_pinch_v1*, std::uint32_t, std::uint32_t, wl_surface*,
                     std::uint32_t fingers) { static_cast<std::vector<double>*>(d)->push_back(fingers); },
        .update = [](void* d, zwp_pointer_gesture_pinch_v1*, std::uint32_t, wl_fixed_t, wl_fixed_t, wl_fixed_t scale,
                      wl_fixed_t) { static_cast<std::vector<double>*>(d)->push_back(wl_fixed_to_double(scale)); },
        .end = [](void* d, zwp_pointer_gesture_pinch_v1*, std::uint32_t, std::uint32_t,
                   std::int32_t cancelled) { static_cast<std::vector<double>*>(d)->push_back(cancelled); },
    };
    zwp_pointer_gesture_pinch_v1_add_listener(pinch, &listener, &heard);
    client.settle();

    wlr_pointer_pinch_begin_event begin{.pointer = &pad, .fingers = 2};
    wlr_pointer_pinch_update_event update{.pointer = &pad, .fingers = 2, .scale = 1.5};
    wlr_pointer_pinch_end_event end{.pointer = &pad, .cancelled = false};
    wl_signal_emit_mutable(&pad.events.pinch_begin, &begin);
    wl_signal_emit_mutable(&pad.events.pinch_update, &update);
    wl_signal_emit_mutable(&pad.events.pinch_end, &end);
    server.settle();
    CHECK(heard == std::vector<double>{2, 1.5, 0});

    zwp_pointer_gesture_pinch_v1_destroy(pinch);
    zwp_pointer_gestures_v1_release(gestures);
    wlr_pointer_finish(&pad);
}
