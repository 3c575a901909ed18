#include "input_data.hpp"
#include "primary-selection-unstable-v1-client-protocol.h"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// Two clients, each with a window; the small blue one came last and has the focus.
struct Desk {
    TestServer server;
    Keyboard keyboard{server};
    Mouse mouse{server};
    TestClient& large = server.connect();
    TestSeat large_seat{large};
    TestDataDevice large_data{large};
    TestWindow large_window{large, {.size = {200, 150}, .color = red}};
    TestClient& small = server.connect();
    TestSeat small_seat{small};
    TestDataDevice small_data{small};
    TestWindow small_window{small, {.size = {60, 40}, .color = blue}};

    void give_focus(Argb color)
    {
        mouse.move_to(319, 239);
        server.refresh(2);
        auto const screen = server.screen();
        for (int y = 0; y < screen.height; ++y)
            for (int x = 0; x < screen.width; ++x)
                if (screen.at(x, y) == color) {
                    mouse.move_to(x + 1, y + 1);
                    mouse.click();
                    return;
                }
        FAIL("that window is nowhere to be seen");
    }
};

} // namespace

TEST_CASE("what one client copies another one pastes")
{
    Desk desk;
    desk.keyboard.tap(KEY_C);
    TestSource source{desk.small, "hello"};
    wl_data_device_set_selection(desk.small_data.c(), source.c(), desk.small_seat.keyboard_serial);
    desk.small.settle();
    CHECK(desk.large_data.selection == nullptr); // only who has the keyboard may look

    desk.give_focus(red);
    REQUIRE(desk.large_data.selection);
    CHECK(desk.large_data.read(desk.large_data.selection) == "hello");

    desk.keyboard.tap(KEY_C);
    TestSource second{desk.large, "world"};
    wl_data_device_set_selection(desk.large_data.c(), second.c(), desk.large_seat.keyboard_serial);
    desk.large.settle();
    CHECK(source.saw("cancelled"));
}

TEST_CASE("nobody takes the clipboard with a serial that it was never given")
{
    Desk desk;
    desk.keyboard.tap(KEY_C);
    TestSource source{desk.small, "mine"};
    wl_data_device_set_selection(desk.small_data.c(), source.c(), desk.small_seat.keyboard_serial + 100'000);
    desk.small.settle();
    CHECK(desk.small_data.selection == nullptr);
    CHECK(desk.small.alive());
}

TEST_CASE("the clipboard is empty when its owner is gone")
{
    Desk desk;
    desk.keyboard.tap(KEY_C);
    TestSource source{desk.small, "hello"};
    wl_data_device_set_selection(desk.small_data.c(), source.c(), desk.small_seat.keyboard_serial);
    desk.small.settle();
    desk.give_focus(red);
    REQUIRE(desk.large_data.selection);
    desk.small.kill();
    desk.server.settle();
    CHECK(desk.large_data.selection == nullptr);
}

TEST_CASE("what is selected in one client is pasted by the middle button in another")
{
    Desk desk;
    desk.keyboard.tap(KEY_C);
    auto& small = desk.small;
    auto* manager = small.globals.primary_selection;
    auto* device = zwp_primary_selection_device_manager_v1_get_device(manager, small.globals.seat);
    auto* source = zwp_primary_selection_device_manager_v1_create_source(manager);
    zwp_primary_selection_source_v1_offer(source, "text/plain");

    struct Seen {
        std::vector<zwp_primary_selection_offer_v1*> offers;
        bool selected = false;
        ~Seen()
        {
            for (auto* offer : offers)
                zwp_primary_selection_offer_v1_destroy(offer);
        }
    } own, seen;
    zwp_primary_selection_device_v1_listener const listener{
        .data_offer = [](void* d, zwp_primary_selection_device_v1*,
                          zwp_primary_selection_offer_v1* offer) { static_cast<Seen*>(d)->offers.push_back(offer); },
        .selection = [](void* d, zwp_primary_selection_device_v1*,
                         zwp_primary_selection_offer_v1* offer) { static_cast<Seen*>(d)->selected = offer; },
    };
    auto* other_manager = desk.large.globals.primary_selection;
    auto* other = zwp_primary_selection_device_manager_v1_get_device(other_manager, desk.large.globals.seat);
    zwp_primary_selection_device_v1_add_listener(other, &listener, &seen);
    zwp_primary_selection_device_v1_add_listener(device, &listener, &own);
    zwp_primary_selection_device_v1_set_selection(device, source, desk.small_seat.keyboard_serial);
    small.settle();
    desk.give_focus(red);
    CHECK(seen.selected);

    zwp_primary_selection_device_v1_destroy(other);
    zwp_primary_selection_source_v1_destroy(source);
    zwp_primary_selection_device_v1_destroy(device);
}
