#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Box = Screen::Box;

/// One client with one window of 100x80 in the middle of the screen, and the hand that holds it.
struct Held {
    Held() { server.refresh(2); }

    void press_at(double x, double y)
    {
        mouse.move_to(x, y);
        mouse.press();
    }
    void ask_to_move()
    {
        xdg_toplevel_move(window.toplevel(), client.globals.seat, seat.press_serial);
        client.settle();
    }
    void ask_to_resize(std::uint32_t edges)
    {
        xdg_toplevel_resize(window.toplevel(), client.globals.seat, seat.press_serial, edges);
        client.settle();
    }
    [[nodiscard]] Box box()
    {
        server.refresh(2);
        return server.screen().box_of(red);
    }

    TestServer server;
    Mouse mouse{server};
    TestClient& client{server.connect()};
    TestSeat seat{client};
    TestWindow window{client, {.color = red}};
};

} // namespace

TEST_CASE("a window is moved by the pointer while its button is held")
{
    Held held;
    REQUIRE(held.box() == Box{110, 80, 100, 80});
    held.press_at(120, 85);
    held.ask_to_move();
    held.seat.take();
    held.mouse.move_by(-30, 20);
    CHECK(held.box() == Box{80, 100, 100, 80});
    held.mouse.move_by(40, -10);
    CHECK(held.box() == Box{120, 90, 100, 80});
    CHECK(!held.seat.saw("pointer button 272 up"));
    held.mouse.release();
    held.mouse.move_by(10, 10);
    CHECK(held.box() == Box{120, 90, 100, 80});
    CHECK(held.seat.log.back().starts_with("pointer motion"));
}

TEST_CASE("a window cannot be moved without a press of its own that is still held")
{
    Held held;
    held.press_at(120, 85);
    SECTION("the button is up again") { held.mouse.release(); }
    SECTION("the serial is another one") { held.seat.press_serial -= 1; }
    SECTION("the press was on another client's window")
    {
        held.mouse.release();
        auto& other = held.server.connect();
        TestSeat theirs{other};
        TestWindow on_top{other, {.color = blue}};
        held.press_at(150, 120);
        held.seat.press_serial = theirs.press_serial;
        held.ask_to_move();
        held.mouse.move_by(30, 30);
        CHECK(held.box().x == 110);
        return;
    }
    held.ask_to_move();
    held.mouse.move_by(30, 30);
    CHECK(held.box() == Box{110, 80, 100, 80});
}

TEST_CASE("a window that is held and goes lets the pointer go")
{
    Held held;
    TestWindow other{held.client, {.color = blue, .title = "other"}};
    held.press_at(112, 82);
    held.ask_to_move();
    held.window.unmap();
    held.server.settle();
    held.seat.take();
    held.mouse.release();
    held.mouse.move_to(170, 130);
    CHECK(held.seat.log.size() > 0);
    CHECK(held.seat.log.front().starts_with("pointer enter other"));
}

TEST_CASE("a resized window's opposite edges do not move, whatever the client makes of the size")
{
    Held held;
    held.press_at(111, 81);
    held.ask_to_resize(XDG_TOPLEVEL_RESIZE_EDGE_TOP_LEFT);
    CHECK(held.window.last().has(XDG_TOPLEVEL_STATE_RESIZING));
    held.mouse.move_by(-20, -10);
    CHECK(held.window.last().size == Extent{120, 90});
    CHECK(held.box() == Box{90, 70, 120, 90});

    // A terminal takes whole rows and columns only.
    held.window.obeys = false;
    held.mouse.move_by(-7, -7);
    CHECK(held.window.last().size == Extent{127, 97});
    held.window.draw({124, 96}, red);
    CHECK(held.box() == Box{86, 64, 124, 96});

    held.mouse.release();
    held.server.settle();
    CHECK(!held.window.last().has(XDG_TOPLEVEL_STATE_RESIZING));
    CHECK(held.box() == Box{86, 64, 124, 96});
}

TEST_CASE("a resized window keeps to its own smallest and largest size")
{
    Held held;
    xdg_toplevel_set_min_size(held.window.toplevel(), 90, 0);
    xdg_toplevel_set_max_size(held.window.toplevel(), 110, 0);
    held.window.draw(red);
    held.press_at(209, 159);
    held.ask_to_resize(XDG_TOPLEVEL_RESIZE_EDGE_RIGHT);
    held.mouse.move_by(50, 50);
    CHECK(held.box() == Box{110, 80, 110, 80});
    held.mouse.move_by(-90, 0);
    CHECK(held.box() == Box{110, 80, 90, 80});
}

namespace {

/// A window whose client draws only when told to, as one that is busy does.
class BusyWindow {
public:
    explicit BusyWindow(TestClient& client)
        : surface_{client, "busy"}
        , xdg_{xdg_wm_base_get_xdg_surface(client.globals.wm_base, surface_.c())}
        , toplevel_{xdg_surface_get_toplevel(xdg_)}
    {
        static constexpr xdg_surface_listener on_surface{
            .configure = [](void* data, auto*, std::uint32_t serial) {
                auto& self = *static_cast<BusyWindow*>(data);
                self.serials.push_back(serial);
            }};
        static constexpr xdg_toplevel_listener on_toplevel{
            .configure = [](void* data, auto*, int width, int height, wl_array*) {
                static_cast<BusyWindow*>(data)->wanted = {width, height};
            },
            .close = [](void*, auto*) {},
            .configure_bounds = [](void*, auto*, int, int) {},
            .wm_capabilities = [](void*, auto*, wl_array*) {},
        };
        xdg_surface_add_listener(xdg_, &on_surface, this);
        xdg_toplevel_add_listener(toplevel_, &on_toplevel, this);
        surface_.commit();
        client.settle();
        answer({100, 80});
    }
    ~BusyWindow()
    {
        xdg_toplevel_destroy(toplevel_);
        xdg_surface_destroy(xdg_);
    }

    /// Draws for the newest configure.
    void answer(Extent size)
    {
        xdg_surface_ack_configure(xdg_, serials.back());
        surface_.show(size, red);
        surface_.client().settle();
    }
    [[nodiscard]] xdg_toplevel* toplevel() const { return toplevel_; }

    std::vector<std::uint32_t> serials; ///< of all configures
    Extent wanted;

private:
    TestSurface surface_;
    xdg_surface* xdg_;
    xdg_toplevel* toplevel_;
};

} // namespace

TEST_CASE("a client that is behind gets no pile of sizes, keeps its edges, and gets the last size in the end")
{
    TestServer server;
    Mouse mouse{server};
    auto& client = server.connect();
    TestSeat seat{client};
    BusyWindow window{client};
    window.answer({100, 80});
    auto const box = [&] {
        server.refresh(2);
        return server.screen().box_of(red);
    };
    REQUIRE(box() == Box{110, 80, 100, 80});
    mouse.move_to(111, 100);
    mouse.press();
    xdg_toplevel_resize(window.toplevel(), client.globals.seat, seat.press_serial, XDG_TOPLEVEL_RESIZE_EDGE_LEFT);
    client.settle();
    auto const before = window.serials.size();
    for (int i = 0; i < 50; ++i)
        mouse.move_by(-1, 0);
    CHECK(window.serials.size() <= before + 1);
    CHECK(box() == Box{110, 80, 100, 80});

    window.answer({100, 80});
    CHECK(window.wanted == Extent{150, 80});
    CHECK(box() == Box{110, 80, 100, 80});
    mouse.move_by(-10, 0);
    mouse.release();
    CHECK(window.wanted == Extent{160, 80});
    CHECK(box() == Box{110, 80, 100, 80});
    window.answer({160, 80});
    CHECK(box() == Box{50, 80, 160, 80});
}

TEST_CASE("a window is moved while its client is busy")
{
    TestServer server;
    Mouse mouse{server};
    auto& client = server.connect();
    TestSeat seat{client};
    BusyWindow window{client};
    mouse.move_to(120, 90);
    mouse.press();
    xdg_toplevel_move(window.toplevel(), client.globals.seat, seat.press_serial);
    client.settle();
    mouse.move_by(20, 20);
    server.refresh(2);
    CHECK(server.screen().box_of(red) == Box{130, 100, 100, 80});
}

TEST_CASE("a maximised window that is dragged away becomes free under the pointer")
{
    Held held;
    xdg_toplevel_set_maximized(held.window.toplevel());
    REQUIRE(held.box() == Box{0, 0, 320, 240});
    held.press_at(160, 5);
    held.ask_to_move();
    held.mouse.move_by(0, 30);
    CHECK(!held.window.last().has(XDG_TOPLEVEL_STATE_MAXIMIZED));
    CHECK(held.box() == Box{110, 30, 100, 80});
}

TEST_CASE("a finger moves a window")
{
    Held held;
    TouchScreen screen{held.server};
    held.server.settle();
    screen.down(0, 120, 90);
    held.ask_to_move();
    screen.move(0, 121, 90);
    screen.move(0, 141, 110);
    screen.up(0);
    CHECK(held.box() == Box{130, 100, 100, 80});
}
