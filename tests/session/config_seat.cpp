#include "control/config.hpp"
#include "session.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr std::uint32_t key_y = 21, key_left_shift = 42, key_caps_lock = 58; // linux/input-event-codes.h

Config config(char const* text)
{
    auto reading = read_config(text, "vitrail.toml");
    CHECK(reading.findings == std::vector<std::string>{});
    return reading.config;
}

/// A client with the focus that hears what is typed.
struct Typist {
    TestServer& server;
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client};
    Keyboard keyboard{server};
};

} // namespace

TEST_CASE("clients get the configured keymap and repetition")
{
    TestServer server{{.config = config("[keyboard]\nlayout = 'de'\nrepeat-rate = 40\nrepeat-delay = 250\n")}};
    Typist typist{server};
    CHECK(typist.seat.keymap.contains("German"));
    CHECK(typist.seat.saw("repeat 40 250"));
}

TEST_CASE("a configuration that is read again changes keymap and repetition of the keyboards that are there")
{
    TestServer server;
    Typist typist{server};
    REQUIRE(!typist.seat.keymap.contains("German"));
    Keyboard second{server};
    typist.keyboard.tap(key_caps_lock);
    typist.keyboard.press(key_left_shift);
    typist.seat.take();

    server.server().configure(config("[keyboard]\nlayout = 'de'\nrepeat-rate = 0\n"));
    server.settle();
    CHECK(typist.seat.keymap.contains("German"));
    CHECK(typist.seat.saw("repeat 0 600"));
    CHECK(!typist.seat.saw("key 42 up")); // what is held stays held
    typist.seat.take();
    typist.keyboard.release(key_left_shift);
    CHECK(typist.seat.saw("key 42 up"));
    CHECK(typist.seat.saw("modifiers 0 0 2 0")); // Shift is up, Caps Lock still on
    second.tap(key_y);
    CHECK(typist.seat.saw("key 21 down"));
}

TEST_CASE("a keymap that does not exist leaves the one that works")
{
    TestServer server;
    Typist typist{server};
    auto const before = typist.seat.keymap;
    Config wrong;
    wrong.seat.keyboard.layout = "klingon";
    server.server().configure(wrong);
    server.settle();
    CHECK(typist.seat.keymap == before);
    typist.keyboard.tap(key_y);
    CHECK(typist.seat.saw("key 21 down"));
}

TEST_CASE("the cursor has the configured size, and a new one at once")
{
    TestServer server{{.config = config("[cursor]\nsize = 24\n")}};
    Mouse mouse{server};
    mouse.move_to(160, 120);
    server.refresh(2);
    auto const drawn = [&] {
        auto const screen = server.screen();
        return screen.width * screen.height - screen.count(screen.at(0, 0));
    };
    auto const small = drawn();
    REQUIRE(small > 0);
    server.server().configure(config("[cursor]\nsize = 48\n"));
    server.refresh(2);
    CHECK(drawn() > 2 * small);
}
