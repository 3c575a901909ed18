#include "input_data.hpp"
#include "primary-selection-unstable-v1-client-protocol.h"
#include "session_devices.hpp"

#include "base/fd.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <linux/input-event-codes.h>
#include <optional>
#include <string_view>
#include <tuple>
#include <unistd.h>
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
    std::optional<TestSource> copied;

    /// The small window's program copies a text, with a hint beside it.
    void copy(std::string text, char const* hint = nullptr)
    {
        keyboard.tap(KEY_C);
        copied.emplace(small, std::move(text));
        if (hint)
            wl_data_source_offer(copied->c(), hint);
        wl_data_device_set_selection(small_data.c(), copied->c(), small_seat.keyboard_serial);
        small.settle();
    }
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

TEST_CASE("what was copied can be pasted after its program has ended, unless that is not wanted")
{
    Desk desk;
    bool const kept = GENERATE(true, false);
    Config config;
    config.seat.clipboard.keep = kept ? 1 : 0;
    desk.server.server().configure(config);
    desk.copy("hello");
    desk.give_focus(red);
    REQUIRE(desk.large_data.selection);
    desk.small.kill();
    desk.server.settle();
    if (!kept) {
        CHECK(desk.large_data.selection == nullptr);
        return;
    }
    REQUIRE(desk.large_data.selection);
    CHECK(desk.large_data.read(desk.large_data.selection) == "hello");
    CHECK(desk.large_data.read(desk.large_data.selection) == "hello"); // as often as one likes

    desk.keyboard.tap(KEY_C); // and it gives way as any other
    TestSource second{desk.large, "world"};
    wl_data_device_set_selection(desk.large_data.c(), second.c(), desk.large_seat.keyboard_serial);
    desk.large.settle();
    CHECK(desk.large_data.read(desk.large_data.selection) == "world");
}

TEST_CASE("a program that does not send what it offers is asked for something else after a while, and holds nobody up")
{
    Desk desk;
    // It offers a text, which it never sends, and HTML.
    std::optional<vitrail::Fd> held;
    wl_data_source_listener const listener{
        .target = [](void*, wl_data_source*, char const*) {},
        .send =
            [](void* d, wl_data_source*, char const* type, int fd) {
                vitrail::Fd end{fd};
                if (std::string_view{type} == "text/html")
                    std::ignore = ::write(fd, "<b>", 3);
                else
                    static_cast<std::optional<vitrail::Fd>*>(d)->emplace(std::move(end));
            },
        .cancelled = [](void*, wl_data_source*) {},
        .dnd_drop_performed = [](void*, wl_data_source*) {},
        .dnd_finished = [](void*, wl_data_source*) {},
        .action = [](void*, wl_data_source*, std::uint32_t) {},
    };
    desk.keyboard.tap(KEY_C);
    auto* const source = wl_data_device_manager_create_data_source(desk.small.globals.data_device_manager);
    wl_data_source_add_listener(source, &listener, &held);
    wl_data_source_offer(source, "text/plain");
    wl_data_source_offer(source, "text/html");
    wl_data_device_set_selection(desk.small_data.c(), source, desk.small_seat.keyboard_serial);
    desk.small.settle();
    REQUIRE(held.has_value());
    desk.server.advance(std::chrono::minutes{2});
    desk.give_focus(red);
    wl_data_source_destroy(source);
    desk.small.settle();
    desk.server.settle();
    REQUIRE(desk.large_data.selection);
    CHECK(desk.large_data.read(desk.large_data.selection, "text/html") == "<b>");
    CHECK(desk.large_data.read(desk.large_data.selection) == "");
}

TEST_CASE("what is secret, or was taken back, is gone with its program")
{
    Desk desk;
    SECTION("secret")
    {
        desk.copy("hello", "x-kde-passwordManagerHint");
    }
    SECTION("taken back")
    {
        desk.copy("hello");
        wl_data_device_set_selection(desk.small_data.c(), nullptr, desk.small_seat.keyboard_serial);
        desk.small.settle();
    }
    desk.give_focus(red);
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
