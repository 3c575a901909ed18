// What is dragged from one side of Xwayland to the other.

#include "client_x11.hpp"
#include "input_data.hpp"
#include "session_devices.hpp"
#include "x11_dragger.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr auto copy = WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY;

/// Windows of X11 have no title bars of ours: their places are the pictures'.
Config bare()
{
    Config out;
    out.shell.frames.mode = FrameMode::Client;
    return out;
}

/// A window of X11 into which something may be dropped (XDND 5).
class X11DropSite {
public:
    X11DropSite(X11Client& program, X11Window& window) : program_{program}, window_{window}
    {
        std::uint32_t const version = 5;
        xcb_change_property(program.c(), XCB_PROP_MODE_REPLACE, window.id(), program.atom("XdndAware"), XCB_ATOM_ATOM, 32, 1,
                            &version);
        program.flush();
    }

    /// Waits for one of the drag's messages, and keeps what it says.
    [[nodiscard]] bool heard(std::string_view message)
    {
        auto const type = program_.atom(message);
        return program_.saw(XCB_CLIENT_MESSAGE, [&](auto const& event) {
            auto const& said = reinterpret_cast<xcb_client_message_event_t const&>(event);
            if (said.type == type)
                last_ = said.data;
            return said.type == type;
        });
    }
    void accept() { answer("XdndStatus", 1, program_.atom("XdndActionCopy")); }
    void finish() { answer("XdndFinished", 1, 0, program_.atom("XdndActionCopy")); }
    /// What was dropped.
    [[nodiscard]] std::string take() { return program_.converted(window_.id(), "XdndSelection", "TEXT"); }

private:
    void answer(std::string_view type, std::uint32_t second, std::uint32_t last, std::uint32_t third = 0)
    {
        xcb_client_message_event_t message{};
        message.response_type = XCB_CLIENT_MESSAGE;
        message.format = 32;
        message.window = last_.data32[0];
        message.type = program_.atom(type);
        message.data.data32[0] = window_.id();
        message.data.data32[1] = second;
        message.data.data32[2] = third;
        message.data.data32[4] = last;
        xcb_send_event(program_.c(), false, message.window, 0, reinterpret_cast<char const*>(&message));
        program_.flush();
    }

    X11Client& program_;
    X11Window& window_;
    xcb_client_message_data_t last_{};
};

/// A window of X11 with the mouse button down, and beside it one of Wayland into which something may be dropped.
struct MixedDesk {
    TestServer server{{.config = bare(), .x11 = true, .least_overlap = true}};
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestDataDevice data{client};
    TestWindow native{client, {.size = {60, 40}, .color = blue, .title = "native"}};
    X11Client program{server};
    X11Window window{program, {.size = {100, 80}, .color = red}};
    Screen::Box there{};

    MixedDesk()
    {
        REQUIRE(until_x11(server, [&] { return server.screen().count(red) > 0; }));
        there = server.screen().box_of(blue);
        auto const from = server.screen().box_of(red);
        REQUIRE(window.is_at({from.x, from.y, {100, 80}})); // told by another socket than what the mouse does
        mouse.move_to(from.x + from.width / 2, from.y + from.height / 2);
        mouse.press();
        REQUIRE(program.saw(XCB_BUTTON_PRESS));
    }
    /// Above the window of Wayland, where that one is to be seen.
    void move_there() { mouse.move_to(there.x + 1, there.y + 1), mouse.move_by(1, 1); }
};

/// A window of X11, on the left, and one of Wayland, whose mouse button is down.
struct Desk {
    TestServer server{{.config = bare(), .x11 = true}};
    Mouse mouse{server};
    X11Client program{server};
    X11Window window{program, {.size = {320, 240}, .color = red}};
    X11DropSite site{program, window};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestDataDevice data{client};
    TestWindow native{client, {.size = {60, 40}, .color = blue, .title = "native"}};
    TestSource source{client, "cargo"};

    Desk()
    {
        server.refresh(2);
        source.offer_actions(copy);
        auto const box = server.screen().box_of(blue);
        mouse.move_to(box.x + 5, box.y + 5);
        mouse.press();
        REQUIRE(seat.press_serial != 0);
    }
    void start(wl_data_source* what)
    {
        wl_data_device_start_drag(data.c(), what, native.surface().c(), nullptr, seat.press_serial);
        client.settle();
    }
};

} // namespace

TEST_CASE("a drag of nothing, which its own program alone may see, harms nobody while programs of X11 run")
{
    Desk desk;
    bool const in_time = GENERATE(true, false);
    if (!in_time)
        desk.mouse.release(); // and it is refused
    desk.start(nullptr);
    desk.mouse.move_to(5, 5);
    desk.mouse.move_to(160, 120);
    if (in_time)
        desk.mouse.release();
    CHECK(desk.client.alive());
    CHECK(desk.program.alive());

    desk.mouse.press(); // and another one is as always
    desk.start(desk.source.c());
    desk.mouse.move_to(5, 5);
    CHECK(desk.site.heard("XdndEnter"));
}

TEST_CASE("something is dragged from a program of Wayland into one of X11")
{
    Desk desk;
    desk.start(desk.source.c());
    desk.mouse.move_to(5, 5);
    REQUIRE(desk.site.heard("XdndEnter"));
    desk.mouse.move_to(8, 8);
    REQUIRE(desk.site.heard("XdndPosition"));
    desk.site.accept();
    REQUIRE(until_x11(desk.server, [&] { return desk.source.saw("action 1"); }));
    desk.mouse.release();
    REQUIRE(desk.site.heard("XdndDrop"));
    CHECK(desk.source.saw("dropped"));
    CHECK(desk.site.take() == "cargo");
    desk.site.finish();
    CHECK(until_x11(desk.server, [&] { return desk.source.saw("finished"); }));
}

TEST_CASE("something is dragged from a program of X11 into one of Wayland, in pieces if it is long")
{
    MixedDesk desk;
    std::size_t const piece = GENERATE(1000, 7);
    X11Dragger dragger{desk.program, desk.window, "cargo from X11"};
    desk.move_there();
    REQUIRE(until_x11(desk.server, [&] { return dragger.steer() && desk.data.dragged; }));
    CHECK(desk.data.saw("enter native"));
    wl_data_offer_accept(desk.data.dragged, desk.data.drag_serial, "text/plain");
    wl_data_offer_set_actions(desk.data.dragged, copy, copy);
    desk.client.settle();
    CHECK(dragger.is_accepted());
    desk.mouse.move_by(1, 1);
    CHECK(desk.program.saw(XCB_MOTION_NOTIFY)); // the pointer is still the program's
    desk.mouse.release();
    dragger.drop();
    REQUIRE(until_x11(desk.server, [&] { return desk.data.dropped != nullptr; }));

    Pipe pipe;
    wl_data_offer_receive(desk.data.dropped, "text/plain", pipe.to());
    desk.client.settle();
    dragger.serve(piece);
    CHECK(until_x11(desk.server, [&] { return pipe.text() == "cargo from X11"; }));
    wl_data_offer_finish(desk.data.dropped);
    desk.client.settle();
    CHECK(dragger.finished() == 1);
    CHECK(desk.client.alive());
}

TEST_CASE("what a program of X11 drags away again, or drops where nobody takes it, is over; so is a drag whose program dies")
{
    MixedDesk desk;
    std::optional<X11Dragger> dragger{std::in_place, desk.program, desk.window, "cargo"};
    desk.move_there();
    REQUIRE(until_x11(desk.server, [&] { return dragger->steer() && desk.data.dragged; }));
    SECTION("away again")
    {
        dragger->leave();
        CHECK(until_x11(desk.server, [&] { return desk.data.saw("leave"); }));
        desk.data.log.clear();
        REQUIRE(until_x11(desk.server, [&] { return dragger->steer() && desk.data.saw("motion"); }));
    }
    SECTION("not taken")
    {
        desk.mouse.release();
        dragger->drop();
        CHECK(until_x11(desk.server, [&] { return desk.data.saw("leave"); }));
        CHECK(dragger->finished() == 0);
        CHECK(!desk.data.saw("drop"));
    }
    SECTION("dead")
    {
        desk.program.kill();
        CHECK(until_x11(desk.server, [&] { return desk.data.saw("leave"); }));
    }
    desk.mouse.release();
    desk.seat.take();
    desk.mouse.move_by(1, 1);
    desk.server.settle();
    CHECK(desk.client.alive());
}
