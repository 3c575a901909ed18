// Seats that programs ask for, with devices of their own (ext-transient-seat).

#include "client_lock.hpp"
#include "ext-transient-seat-v1-client-protocol.h"
#include "remote_pointer.hpp"
#include "screen_keyboard.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>
#include <memory>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A server of remote views, with somebody far away who looks, points and types.
class Visitor {
public:
    explicit Visitor(TestClient& client)
        : client_{client}
    {
        auto* manager = client.bind<ext_transient_seat_manager_v1>(ext_transient_seat_manager_v1_interface, 1);
        REQUIRE(manager);
        handle_ = ext_transient_seat_manager_v1_create(manager);
        ext_transient_seat_manager_v1_destroy(manager);
        static constexpr ext_transient_seat_v1_listener listener{
            .ready = [](void* d, ext_transient_seat_v1*,
                         std::uint32_t number) { static_cast<Visitor*>(d)->number = number; },
            .denied = [](void* d, ext_transient_seat_v1*) { static_cast<Visitor*>(d)->denied = true; },
        };
        ext_transient_seat_v1_add_listener(handle_, &listener, this);
        client.settle();
        if (denied)
            return;
        REQUIRE(number != 0);
        seat_ = static_cast<wl_seat*>(client.bind_number(number, wl_seat_interface, 9));
        pointer.reset(new RemotePointer{client, nullptr, seat_});
        keyboard.reset(new ScreenKeyboard{client, "us", seat_});
    }
    ~Visitor()
    {
        pointer.reset();
        keyboard.reset();
        if (seat_)
            wl_seat_release(seat_);
        ext_transient_seat_v1_destroy(handle_);
        client_.settle();
    }
    Visitor(Visitor const&) = delete;

    /// On the top left corner of a window.
    void click(Screen::Box const& box)
    {
        pointer->move_to(std::uint32_t(box.x + 2), std::uint32_t(box.y + 2), 320, 240);
        pointer->button(BTN_LEFT, true);
        pointer->button(BTN_LEFT, false);
    }

    std::uint32_t number = 0; ///< of the seat's global
    bool denied = false;
    std::unique_ptr<RemotePointer> pointer;
    std::unique_ptr<ScreenKeyboard> keyboard;

private:
    TestClient& client_;
    ext_transient_seat_v1* handle_;
    wl_seat* seat_ = nullptr;
};

struct Office {
    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow theirs{client, {.size = {100, 80}, .color = blue, .title = "theirs"}};
    TestWindow ours{client, {.size = {40, 30}, .color = red, .title = "ours"}};
    TestClient& remote = server.connect();

    Office()
    {
        mouse.move_to(0, 0);
        server.refresh(2);
        seat.take();
    }
};

} // namespace

TEST_CASE("a visitor points, clicks and types with a seat of his own, and nobody else notices")
{
    Office office;
    Visitor visitor{office.remote};
    TestSeat guest{office.client, visitor.number};
    CHECK(guest.name != office.seat.name);
    visitor.click(office.server.screen().box_of(blue));
    CHECK(guest.saw("pointer button 272 down"));
    CHECK(guest.saw("keyboard enter theirs"));
    visitor.keyboard->tap(KEY_A);
    CHECK(guest.saw("key 30 down"));
    CHECK(office.seat.log.empty());
    CHECK(office.server.server().shell().focused()->title() == "ours");
    office.keyboard.tap(KEY_B);
    CHECK(office.seat.saw("key 48 down"));
    CHECK_FALSE(guest.saw("key 48 down"));
}

TEST_CASE("no key of a visitor is a binding")
{
    Office office;
    Visitor visitor{office.remote};
    visitor.click(office.server.screen().box_of(red));
    visitor.keyboard->modifiers(0x40); // Super
    visitor.keyboard->tap(KEY_Q);
    CHECK_FALSE(office.ours.close_requested);
}

TEST_CASE("from the moment of locking a visitor types into nothing that was there before")
{
    Office office;
    Visitor visitor{office.remote};
    TestSeat guest{office.client, visitor.number};
    visitor.click(office.server.screen().box_of(blue));
    REQUIRE(guest.saw("keyboard enter theirs"));
    TestLocker locker{office.server.connect()};
    visitor.keyboard->tap(KEY_A);
    visitor.click(office.server.screen().box_of(blue));
    visitor.keyboard->tap(KEY_A);
    CHECK_FALSE(guest.saw("key 30 down"));
    CHECK(guest.saw("keyboard leave theirs"));
    locker.cover_all();
    locker.unlock();
}

TEST_CASE("a visitor who is cut off with everything held down leaves nothing behind, not even his seat")
{
    Office office;
    auto const seats = [&] {
        return std::ranges::count(office.client.offered(), "wl_seat", &Global::interface);
    };
    {
        auto visitor = std::make_unique<Visitor>(office.remote);
        auto guest = std::make_unique<TestSeat>(office.client, visitor->number);
        CHECK(seats() == 2);
        visitor->click(office.server.screen().box_of(blue));
        visitor->pointer->button(BTN_LEFT, true);
        visitor->keyboard->key(KEY_A, true);
        office.remote.kill();
        office.server.settle();
        CHECK(guest->saw("pointer leave theirs"));
        CHECK(guest->saw("keyboard leave theirs"));
    }
    CHECK(seats() == 1);
    CHECK(office.client.alive());
    office.keyboard.tap(KEY_B);
    CHECK(office.seat.saw("key 48 down"));
}

TEST_CASE("seats come and go a hundred times, but there are never more than anybody needs")
{
    Office office;
    for (int i = 0; i < 100; ++i) {
        Visitor visitor{office.remote};
        visitor.pointer->move_to(160, 120, 320, 240);
        visitor.keyboard->key(KEY_A, true);
    }
    std::vector<std::unique_ptr<Visitor>> crowd;
    while (crowd.size() < 100 && (crowd.empty() || !crowd.back()->denied))
        crowd.push_back(std::make_unique<Visitor>(office.remote));
    CHECK(crowd.size() < 100);
    CHECK(crowd.back()->denied);
}
