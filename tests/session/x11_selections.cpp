// What is copied on one side of Xwayland and pasted on the other: wlroots carries it, on our seat.

#include "base/wlr.hpp"
#include "client_x11.hpp"
#include "input/seat.hpp"
#include "input_data.hpp"
#include "session_devices.hpp"
#include "x11_supply.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <limits>
#include <linux/input-event-codes.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr char const* text_mime = "text/plain"; // wlroots calls it TEXT in X11

/// A program of X11 that has copied a text, with a mark beside it.
class X11Owner {
public:
    X11Owner(X11Client& program, X11Window& window, std::string text, char const* mark = nullptr)
        : program_{program}, text_{std::move(text)}
    {
        xcb_set_selection_owner(program.c(), window.id(), program.atom("CLIPBOARD"), XCB_CURRENT_TIME);
        program.flush();
        auto const request = next_request(program);
        REQUIRE(request.target == program.atom("TARGETS"));
        xcb_atom_t const targets[]{program.atom("TEXT"), mark ? program.atom(mark) : xcb_atom_t{XCB_ATOM_NONE}};
        answer(program, request, XCB_ATOM_ATOM, 32, mark ? 2 : 1, targets);
    }
    /// Gives it to the next one who asks, in pieces of so many bytes if it is longer, and no more than `most` of those.
    void give(std::size_t piece = 1000, std::size_t most = std::numeric_limits<std::size_t>::max())
    {
        supply(program_, next_request(program_), text_, piece, most);
    }

private:
    X11Client& program_;
    std::string text_;
};

/// A screen with a window of Wayland and one of X11.
struct Office {
    TestServer server{{.x11 = true}};
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestDataDevice data{client};
    TestWindow native{client, {.size = {200, 150}, .color = blue}};
    X11Client program{server};
    X11Window window{program, {.color = red}};

    Office() { REQUIRE(until_x11(server, [&] { return window.is_focused(); })); }
    void receive(Pipe& pipe)
    {
        wl_data_offer_receive(data.selection, text_mime, pipe.to());
        client.settle();
    }
    /// Does a client of Wayland get what was copied, from its owner, in pieces of so many bytes?
    [[nodiscard]] bool pastes_from(X11Owner& owner, std::size_t piece = 1000)
    {
        Pipe pipe;
        receive(pipe);
        owner.give(piece);
        return until_x11(server, [&] { return pipe.text() == "from X11"; });
    }
    /// A while after it was copied, for who keeps it.
    void give_to_keeper(X11Owner& owner, std::size_t piece = 1000)
    {
        REQUIRE(until_x11(server, [&] { return server.server().seat().c().selection_source != nullptr; }));
        server.advance(std::chrono::milliseconds{500});
        owner.give(piece);
    }
    void switch_window()
    {
        keyboard.press(KEY_LEFTALT);
        keyboard.tap(KEY_TAB);
        keyboard.release(KEY_LEFTALT);
    }
};

} // namespace

TEST_CASE("what a program of Wayland copies one of X11 pastes")
{
    Office office;
    office.switch_window();
    office.keyboard.tap(KEY_C);
    TestSource const source{office.client, "from Wayland"};
    wl_data_device_set_selection(office.data.c(), source.c(), office.seat.keyboard_serial);
    office.client.settle();
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.window.is_focused(); }));
    CHECK(office.program.converted(office.window.id(), "CLIPBOARD", "TEXT") == "from Wayland");
}

TEST_CASE("what a program of X11 copies one of Wayland pastes, also when its program is gone")
{
    Office office;
    {
        X11Owner owner{office.program, office.window, "from X11"};
        office.give_to_keeper(owner);
        office.switch_window();
        REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));
        CHECK(office.pastes_from(owner, 3));
    }
    auto* const before = office.data.selection;
    office.program.kill();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection && office.data.selection != before; }));
    Pipe pipe;
    office.receive(pipe);
    CHECK(until_x11(office.server, [&] { return pipe.text() == "from X11"; }));
}

TEST_CASE("who pastes at once from a program of X11 is answered before who keeps it")
{
    Office office;
    X11Owner owner{office.program, office.window, "from X11"};
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));
    CHECK(office.pastes_from(owner, 3));
    office.give_to_keeper(owner);
    REQUIRE(office.pastes_from(owner)); // so the one before is done, too
    auto* const before = office.data.selection;
    office.program.kill();
    CHECK(until_x11(office.server, [&] { return office.data.selection && office.data.selection != before; }));
}

TEST_CASE("what a program of X11 marks as a secret is pasted, but goes with it")
{
    Office office;
    X11Owner owner{office.program, office.window, "from X11", "x-kde-passwordManagerHint"};
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));
    CHECK(office.pastes_from(owner)); // nobody has asked before
    office.program.kill();
    CHECK(until_x11(office.server, [&] { return office.data.selection == nullptr; }));
    office.server.advance(std::chrono::seconds{1});
    CHECK(office.data.selection == nullptr);
}

TEST_CASE("what a program of X11 takes back, by owning it no more, is not pasted")
{
    Office office;
    X11Owner owner{office.program, office.window, "from X11"};
    office.give_to_keeper(owner);
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));
    xcb_set_selection_owner(office.program.c(), XCB_WINDOW_NONE, office.program.atom("CLIPBOARD"), XCB_CURRENT_TIME);
    office.program.flush();
    CHECK(until_x11(office.server, [&] { return office.data.selection == nullptr; }));
    office.server.advance(std::chrono::seconds{1});
    CHECK(office.data.selection == nullptr);
}

TEST_CASE("who pastes from a program of X11 that dies over it is not left waiting")
{
    Office office;
    X11Owner owner{office.program, office.window, std::string(1000, 'x')};
    office.give_to_keeper(owner, 100);
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));
    Pipe pipe;
    office.receive(pipe);
    pipe.close_own();
    SECTION("before it answered")
    {
        next_request(office.program);
    }
    SECTION("after some pieces")
    {
        owner.give(100, 3);
        REQUIRE(until_x11(office.server, [&] { return pipe.text().size() == 300; }));
    }
    office.program.kill();
    CHECK(until_x11(office.server, [&] { return pipe.ended(); }));
}
