// Clients that reach for what is everybody's: the cursor, the pointer, the picture of the screen, the clipboard.

#include "amount.hpp"
#include "client_screencopy.hpp"
#include "client_seat.hpp"
#include "memory_use.hpp"
#include "ordeal.hpp"
#include "session_devices.hpp"

#include "ext-data-control-v1-client-protocol.h"
#include "ext-image-capture-source-v1-client-protocol.h"
#include "ext-image-copy-capture-v1-client-protocol.h"
#include "pointer-constraints-unstable-v1-client-protocol.h"
#include "primary-selection-unstable-v1-client-protocol.h"
#include "tearing-control-v1-client-protocol.h"
#include "wlr-data-control-unstable-v1-client-protocol.h"
#include "wlr-screencopy-unstable-v1-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <climits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// What a mouse and a screenshot make when they are the first stays for the next one.
void begin_with_mouse(Ordeal& ordeal)
{
    {
        Mouse first{ordeal.server()};
        first.move_by(5, 5);
        ordeal.pass(2);
    }
    ordeal.begin();
}

void begin_with_screenshot(Ordeal& ordeal)
{
    {
        PassingClient const guest{ordeal.server()};
        Screencopy first{guest.client(), false};
        ordeal.pass(2);
        REQUIRE(first.ready);
    }
    ordeal.begin();
}

/// A client with the pointer over its window, which leaves most of the victim in sight. It dies as in a crash.
struct Grabber {
    TestServer& server;
    PassingClient guest;
    TestClient& client;
    Mouse mouse;
    TestSeat seat;
    TestWindow window;

    explicit Grabber(Ordeal& ordeal)
        : server{ordeal.server()}
        , guest{server}
        , client{guest.client()}
        , mouse{server}
        , seat{client}
        , window{client, {.size = {60, 50}, .color = blue}}
    {
        ordeal.pass(2); // never without a new picture: a display at rest would begin with what comes first
        find();
    }
    ~Grabber() { die(); }
    Grabber(Grabber const&) = delete;
    Grabber& operator=(Grabber const&) = delete;

    void die()
    {
        client.kill();
        server.settle();
    }
    /// Moves the pointer until it is over the window.
    void find()
    {
        for (int x = 310; x > 0; x -= 20)
            for (int y = 10; y < 240 && seat.enter_serial == 0; y += 20)
                mouse.move_to(x, y);
        REQUIRE(seat.enter_serial != 0);
    }
};

/// Two clients: one that has the clipboard, and one that may ask for it.
struct Clipboard {
    WireClient& owner;
    WireClient& asking;
    WireObject device;
    WireObject offer{0xff000000, &ext_data_control_offer_v1_interface}; // the first that the server makes for a client
    MemoryFile file{4096};

    explicit Clipboard(Ordeal& ordeal) : owner{ordeal.offender()}, asking{ordeal.offender()}
    {
        auto const source = owner.call(owner.bind(ext_data_control_manager_v1_interface, 1), "create_data_source");
        owner.call(source, "offer", {std::string{"text/plain"}});
        owner.call(device_of(owner), "set_selection", {source});
        owner.settle();
        device = device_of(asking);
        asking.settle();
    }
    static WireObject device_of(WireClient& client)
    {
        return client.call(client.bind(ext_data_control_manager_v1_interface, 1), "get_data_device",
                           {client.bind(wl_seat_interface, 5)});
    }
    void ask() { asking.call(offer, "receive", {std::string{"text/plain"}, file.descriptor()}); }
};

/// Binds what makes sources of selections of this kind and gives its new object.
WireObject new_source(WireClient& bad, wl_interface const& manager, std::uint32_t version)
{
    std::string_view const name{manager.name};
    bool const of_seat = name == wl_data_device_manager_interface.name || name == zwlr_data_control_manager_v1_interface.name
        || name == ext_data_control_manager_v1_interface.name;
    return bad.call(bad.bind(manager, version), of_seat ? "create_data_source" : "create_source");
}

} // namespace

TEST_CASE("who wishes to tear what is gone is not heard, and harms nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    auto const manager = bad.bind(wp_tearing_control_manager_v1_interface, 1);
    auto const surface = bad.call(compositor, "create_surface");
    auto const control = bad.call(manager, "get_tearing_control", {surface});
    bad.call(surface, "destroy");
    for (unsigned wish : {1U, 0U, 1U})
        bad.call(control, "set_presentation_hint", {wish});
    bad.call(control, "destroy");
    bad.settle();
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("a client that changes the cursor with each motion, to anything, costs nobody a frame")
{
    Ordeal ordeal;
    begin_with_mouse(ordeal);
    auto const change_it = [&](int times) {
        Grabber bad{ordeal};
        TestBuffer const usual{bad.client, {256, 256}, red}, dot{bad.client, {1, 1}, green}, huge{bad.client, {4096, 4096}, 0x80000080}; // hides nothing
        TestBuffer const* const pictures[]{&usual, &dot, &huge};
        for (int i = 0; i < times; ++i) {
            TestSurface cursor{bad.client};
            int const hot = i % 5 == 0 ? INT_MAX : i % 7 == 0 ? INT_MIN : i;
            wl_pointer_set_cursor(bad.seat.pointer(), bad.seat.enter_serial, cursor.c(), hot, ~hot);
            cursor.attach(pictures[i % 3]);
            cursor.commit();
            bad.mouse.move_by(i % 2 ? 1 : -1, 0);
            if (i % 4 == 0)
                ordeal.pass();
        }
        CHECK(bad.client.alive());
    };
    change_it(40); // a huge one is composed, and a display with a cursor in its picture keeps one buffer more
    ordeal.pass(3);
    ordeal.begin();
    change_it(amount(4000));
    ordeal.ends_well();
}

TEST_CASE("a client that locks the pointer and opens menus for ever has it only as long as it lives")
{
    Ordeal ordeal;
    TestSeat mine{ordeal.victim()};
    begin_with_mouse(ordeal);
    {
        Grabber bad{ordeal};
        auto* const constraints
            = bad.client.bind<zwp_pointer_constraints_v1>(zwp_pointer_constraints_v1_interface, 1);
        auto const lock = [&] {
            return zwp_pointer_constraints_v1_lock_pointer(constraints, bad.window.surface().c(), bad.seat.pointer(), nullptr,
                                                           ZWP_POINTER_CONSTRAINTS_V1_LIFETIME_PERSISTENT);
        };
        for (int i = 0; i < amount(1000); ++i) {
            bad.mouse.click();
            auto* const locked = lock();
            {
                TestPopup const menu{bad.client, bad.window.xdg(), {.grab = true, .serial = bad.seat.press_serial}};
                bad.mouse.move_by(3, 3);
                bad.mouse.click();
            }
            zwp_locked_pointer_v1_destroy(locked);
            bad.client.settle();
            if (i % 4 == 0)
                ordeal.pass();
        }
        auto* const kept = lock();
        bad.client.settle();
        mine.log.clear();
        bad.die();
        zwp_locked_pointer_v1_destroy(kept);
        zwp_pointer_constraints_v1_destroy(constraints);
    }
    {
        Mouse mouse{ordeal.server()};
        for (int x = 0; x < 320; x += 20)
            for (int y = 0; y < 240; y += 20)
                mouse.move_to(x, y);
        CHECK(std::ranges::any_of(mine.log, [](auto const& line) { return line.starts_with("pointer enter"); }));
    }
    ordeal.ends_well();
}

TEST_CASE("hundreds of recordings of the screen, each of every picture, cost nobody a frame")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    auto const output = bad.bind(wl_output_interface, 4);
    auto const shm = bad.bind(wl_shm_interface, 1);
    auto const source = bad.call(bad.bind(ext_output_image_capture_source_manager_v1_interface, 1), "create_source", {output});
    auto const manager = bad.bind(ext_image_copy_capture_manager_v1_interface, 1);
    auto const picture = wire_buffer(bad, shm, 320, 240, 320 * 240 * 4);
    std::vector<WireObject> sessions;
    for (int i = 0; i < amount(1000, 100); ++i)
        sessions.push_back(bad.call(manager, "create_session", {source, 0U}));
    for (int round = 0; round < 5; ++round) {
        for (auto const& session : sessions) {
            auto const frame = bad.call(session, "create_frame");
            bad.call(frame, "attach_buffer", {picture});
            bad.call(frame, "capture");
            if (round % 2 == 0)
                bad.call(frame, "destroy"); // before its picture is there
        }
        ordeal.pass();
    }
    CHECK(!bad.error());
    ordeal.ends_well();
}

TEST_CASE("screenshots that are asked for by the thousand and never taken cost nobody a frame")
{
    Ordeal ordeal;
    begin_with_screenshot(ordeal);
    auto& bad = ordeal.offender();
    auto const output = bad.bind(wl_output_interface, 4);
    auto const manager = bad.bind(zwlr_screencopy_manager_v1_interface, 3);
    auto const picture = wire_buffer(bad, bad.bind(wl_shm_interface, 1), 320, 240, 320 * 240 * 4, WL_SHM_FORMAT_ARGB8888);
    for (int i = 0; i < amount(10'000) && !bad.ended(); ++i) {
        auto const frame = bad.call(manager, "capture_output", {0, output});
        if (i % 50 == 0)
            bad.call(frame, "copy", {picture});
    }
    ordeal.pass(5);
    bad.settle();
    INFO((bad.error() ? bad.error()->text : "no error"));
    CHECK(!bad.error());
    ordeal.ends_well();
}

TEST_CASE("who wants a screenshot in a picture that does not fit, or two in one, is ended, and nothing of it stays")
{
    Ordeal ordeal;
    begin_with_screenshot(ordeal);
    for (int i = 0; i < amount(400, 20); ++i) {
        auto& bad = ordeal.offender();
        bool const twice = i % 4 == 3;
        auto const shm = bad.bind(wl_shm_interface, 1);
        auto const picture = twice ? wire_buffer(bad, shm, 320, 240, 320 * 240 * 4) : wire_buffer(bad, shm, 320, 200, 320 * 240 * 4);
        auto const frame = bad.call(bad.bind(zwlr_screencopy_manager_v1_interface, 3), "capture_output",
                                    {0, bad.bind(wl_output_interface, 4)});
        for (int copies = 0; copies <= int{twice}; ++copies)
            bad.call(frame, i % 2 ? "copy" : "copy_with_damage", {picture});
        bad.settle();
        REQUIRE(bad.error());
        CHECK(bad.error()->object == frame.id);
        ordeal.pass();
    }
    ordeal.ends_well();
}

TEST_CASE("who asks for the clipboard over and over, of one who does not answer, is ended")
{
    Ordeal ordeal;
    {
        Clipboard clipboard{ordeal};
        clipboard.owner.listens = false;
        int const before = open_descriptors();
        int most = 0;
        for (int i = 0; i < 20'000 && !clipboard.asking.ended(); ++i) {
            clipboard.ask();
            if (i % 20 == 0) {
                clipboard.asking.settle();
                most = std::max(most, open_descriptors());
            }
        }
        REQUIRE(clipboard.asking.error());
        CHECK(clipboard.asking.error()->text == "more than 256 requests for a selection that its owner does not read");
        CHECK(most <= before + 260);
        clipboard.owner.listen();
        CHECK(!clipboard.owner.ended());
    }
    ordeal.ends_well();
}

TEST_CASE("who asks for the clipboard as often, of one who reads what it is asked, may do so")
{
    Ordeal ordeal;
    {
        Clipboard clipboard{ordeal};
        for (int i = 0; i < 2000; ++i) {
            clipboard.ask();
            if (i % 100 == 0) {
                clipboard.asking.settle();
                clipboard.owner.listen();
            }
        }
        clipboard.asking.settle();
        CHECK(!clipboard.asking.ended());
    }
    ordeal.ends_well();
}

TEST_CASE("a selection of thousands of long types ends its client, whichever way it is offered")
{
    auto const [manager, version] = GENERATE(std::pair{&wl_data_device_manager_interface, 3U},
                                             std::pair{&zwp_primary_selection_device_manager_v1_interface, 1U},
                                             std::pair{&ext_data_control_manager_v1_interface, 1U},
                                             std::pair{&zwlr_data_control_manager_v1_interface, 2U});
    INFO(manager->name);
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    auto const source = new_source(bad, *manager, version);
    for (int i = 0; i < 20'000 && !bad.ended(); ++i)
        bad.call(source, "offer", {std::string(3000, 'x') + std::to_string(i)});
    bad.settle();
    CHECK(bad.ended());
    REQUIRE(bad.error());
    CHECK(bad.error()->text == "more than 64 KiB of types of one selection");
    ordeal.ends_well();
}

TEST_CASE("hundreds of types of a selection, as office programs offer them, are nothing to be afraid of")
{
    Ordeal ordeal;
    auto& good = ordeal.offender();
    auto const source = new_source(good, wl_data_device_manager_interface, 3);
    for (int i = 0; i < 500; ++i)
        good.call(source, "offer", {"application/x-openoffice-something;windows_formatname=" + std::to_string(i)});
    good.settle();
    CHECK(!good.ended());
    ordeal.ends_well();
}
