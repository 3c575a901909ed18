// A locked screen, whatever happens to its locker and its displays.

#include "client_layer.hpp"
#include "client_lock.hpp"
#include "input_data.hpp"
#include "output/output.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <linux/input-event-codes.h>
#include <optional>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Argb secret = red;

/// A person's screen with something on it that nobody else shall see, and a locker.
struct Office {
    [[nodiscard]] bool shows(Argb color, std::string const& display = "HEADLESS-1")
    {
        return server.screen(display).count(color) > 0;
    }
    [[nodiscard]] bool filled(Argb color, std::string const& display = "HEADLESS-1")
    {
        server.refresh(3);
        auto const screen = server.screen(display);
        return screen.count(color) == screen.width * screen.height;
    }
    [[nodiscard]] bool black_or(Argb color, std::string const& display = "HEADLESS-1")
    {
        auto const screen = server.screen(display);
        return screen.count(color) + screen.count(black) == screen.width * screen.height;
    }

    TestServer server;
    Keyboard keyboard{server};
    TestClient& host{server.connect()};
    TestClient& client{server.connect()};
    TestSeat host_seat{host};
    TestSeat seat{client};
    TestWindow window{host, {.color = secret, .title = "window", .maximized = true}};
};

} // namespace

TEST_CASE("a locker that dies is started again, each time later, until there is one")
{
    Office office;
    auto& shell = office.server.server().shell();
    std::vector<std::string> started;
    shell.events.run = [&](std::string const& program) { started.push_back(program); };
    TestLocker dying{office.client};
    dying.cover_all();
    REQUIRE(office.filled(green));
    office.client.kill();
    office.server.advance(900ms);
    CHECK(started.empty());
    office.server.advance(200ms);
    CHECK(started == std::vector<std::string>{"swaylock"});
    office.server.advance(1s); // it does not come
    CHECK(started.size() == 1);
    office.server.advance(1s);
    CHECK(started.size() == 2);
    CHECK(office.filled(black));

    auto& next = office.server.connect();
    TestLocker locker{next};
    locker.cover_all();
    office.server.advance(1min);
    CHECK(started.size() == 2);
}

TEST_CASE("a locked screen shows the lock and nothing else, until its locker unlocks it")
{
    Office office;
    TestLayer panel{office.host, {.layer = PanelLayer::Overlay, .size = {50, 50}, .color = yellow}};
    office.server.refresh(3);
    REQUIRE(office.shows(secret));
    REQUIRE(office.shows(yellow));

    TestLocker locker{office.client};
    locker.cover_all();
    CHECK(office.filled(green));
    TestWindow late{office.host, {.color = blue}};
    TestLayer late_panel{office.host, {.layer = PanelLayer::Overlay, .size = {50, 50}, .color = yellow}};
    CHECK(office.filled(green));

    locker.unlock();
    office.server.refresh(3);
    CHECK(office.shows(secret));
    CHECK(office.shows(yellow));
    CHECK(!office.shows(green));
}

TEST_CASE("the locker is told so when no display shows an unlocked picture any more")
{
    Office office;
    office.server.plug("HEADLESS-2", {200, 100});
    TestWindow window{office.host, {.color = secret, .maximized = true}};
    office.server.refresh(3);
    TestLocker locker{office.client};
    CHECK(!locker.locked);
    bool told_early = false;
    CHECK(office.server.run_until([&] {
        told_early |= locker.locked && (office.shows(secret) || office.shows(secret, "HEADLESS-2"));
        return locker.locked;
    }));
    CHECK(!told_early);
    CHECK(!office.shows(secret));
    CHECK(!office.shows(secret, "HEADLESS-2"));
}

TEST_CASE("an output without a lock surface is black while it is locked")
{
    Office office;
    TestLayer note{office.host, {.layer = PanelLayer::Overlay, .size = {50, 50}, .color = yellow}};
    TestLayer wall{office.host, {.layer = PanelLayer::Background, .size = {320, 240}, .color = white}};
    TestPopup menu{office.host, nullptr, {.color = blue}, [&](xdg_popup* popup) { note.adopt(popup); }};
    office.server.refresh(3);
    REQUIRE(office.shows(blue));
    TestLocker locker{office.client};
    CHECK(office.filled(black));
    CHECK(locker.locked);
    locker.cover_all();
    CHECK(office.filled(green));
    locker.surfaces.clear();
    CHECK(office.filled(black));
}

TEST_CASE("when the locker dies everything stays locked, and another one may take over")
{
    Office office;
    std::optional<TestLocker> locker{std::in_place, office.client};
    locker->cover_all();
    office.server.refresh(3);
    office.client.kill();
    CHECK(office.filled(black));
    office.host_seat.take();
    office.keyboard.tap(30);
    CHECK(office.host_seat.log.empty());

    auto& second = office.server.connect();
    TestLocker next{second};
    next.cover_all(blue);
    CHECK(office.filled(blue));
    CHECK(next.locked);
    next.unlock();
    CHECK(office.filled(secret));
    office.keyboard.tap(30);
    CHECK(office.host_seat.saw("key 30 down"));
}

TEST_CASE("a locker that dies before it is told leaves everything locked")
{
    Office office;
    TestLocker locker{office.client};
    office.client.kill();
    CHECK(office.filled(black));
}

TEST_CASE("a second locker is turned away while the first one lives")
{
    Office office;
    TestLocker locker{office.client};
    locker.cover_all();
    TestLocker second{office.host};
    CHECK(second.finished);
    CHECK(!second.locked);
    CHECK(office.filled(green));
}

TEST_CASE("keys go to the lock only")
{
    Office office;
    TestLocker locker{office.client};
    office.keyboard.tap(30);
    CHECK(!office.seat.saw("key 30 down")); // no lock surface yet
    CHECK(office.host_seat.log.back() == "keyboard leave window");
    office.host_seat.take();
    locker.cover_all();
    TestWindow late{office.host, {.color = blue, .title = "late"}};
    office.keyboard.tap(30);
    office.keyboard.press(125); // Super+Q closes a window otherwise
    office.keyboard.tap(16);
    office.keyboard.release(125);
    CHECK(office.seat.saw("keyboard enter lock"));
    CHECK(office.seat.saw("key 30 down"));
    CHECK(office.seat.saw("key 16 down"));
    CHECK(!office.window.close_requested);
    CHECK(!late.close_requested);
    CHECK(office.host_seat.log.empty());
    REQUIRE(office.server.run_until([&] { return locker.locked; }));
    locker.unlock();
    CHECK(office.host_seat.saw("keyboard enter late"));
}

TEST_CASE("keys for volume, brightness and media work while the screen is locked, and no other key does")
{
    Office office;
    std::vector<std::string> programs;
    office.server.server().shell().events.run = [&](std::string const& program) { programs.push_back(program); };
    TestLocker locker{office.client};
    locker.cover_all();
    programs.clear();
    for (auto const key : {KEY_MUTE, KEY_BRIGHTNESSUP, KEY_NEXTSONG})
        office.keyboard.tap(std::uint32_t(key));
    CHECK(programs.size() == 3);
    CHECK(!office.seat.saw("key 113 down"));
    office.keyboard.tap(KEY_SYSRQ); // a screenshot
    office.keyboard.press(KEY_LEFTMETA);
    for (auto const key : {KEY_ENTER, KEY_D, KEY_F1})
        office.keyboard.tap(std::uint32_t(key));
    office.keyboard.release(KEY_LEFTMETA);
    CHECK(programs.size() == 3);
    CHECK(office.seat.saw("key 99 down"));
}

TEST_CASE("pointer and fingers go to the lock only, also those that are down already")
{
    Office office;
    Mouse mouse{office.server};
    TouchScreen touch{office.server};
    mouse.move_to(20, 20);
    mouse.press();
    touch.down(0, 30, 30);
    TestLocker locker{office.client};
    CHECK(office.host_seat.saw("touch cancel"));
    office.host_seat.take();
    mouse.move_by(10, 10);
    mouse.release();
    mouse.click();
    touch.move(0, 50, 50);
    touch.up(0);
    touch.down(0, 50, 50);
    touch.up(0);
    CHECK(!office.host_seat.saw("pointer button 272 down"));
    CHECK(!office.host_seat.saw("touch motion 0 50,50"));
    CHECK(!office.host_seat.saw("touch down 0 window 50,50"));
    locker.cover_all();
    mouse.click();
    CHECK(office.seat.saw("pointer button 272 down"));
}

TEST_CASE("whatever holds pointer or keyboard is over when the screen is locked")
{
    Office office;
    Mouse mouse{office.server};
    xdg_toplevel_unset_maximized(office.window.toplevel());
    office.server.refresh(3);
    SECTION("a menu")
    {
        mouse.move_to(160, 120);
        mouse.press();
        TestPopup menu{office.host, office.window.xdg(), {.grab = true, .serial = office.host_seat.press_serial}};
        TestLocker locker{office.client};
        CHECK(menu.done);
        locker.cover_all();
        office.keyboard.tap(30);
        CHECK(office.seat.saw("key 30 down"));
    }
    SECTION("a menu that opens later")
    {
        mouse.move_to(160, 120);
        mouse.press();
        mouse.release();
        TestLocker locker{office.client};
        locker.cover_all();
        office.host_seat.take();
        TestPopup menu{office.host, office.window.xdg(), {.grab = true, .serial = office.host_seat.press_serial}};
        office.keyboard.tap(30);
        mouse.click();
        CHECK(office.host_seat.log.empty());
        CHECK(office.seat.saw("key 30 down"));
        CHECK(office.seat.saw("pointer button 272 down"));
    }
    SECTION("a window that is being moved")
    {
        mouse.move_to(160, 120);
        mouse.press();
        xdg_toplevel_move(office.window.toplevel(), office.host.globals.seat, office.host_seat.press_serial);
        office.host.settle();
        TestLocker locker{office.client};
        locker.cover_all();
        mouse.move_by(30, 30);
        mouse.release();
        mouse.click();
        CHECK(office.seat.saw("pointer button 272 down"));
    }
}

TEST_CASE("a display that comes while it is locked is black until the locker covers it")
{
    Office office;
    TestLocker locker{office.client};
    locker.cover_all();
    office.server.refresh(3);
    office.server.plug("HEADLESS-2", {200, 100});
    CHECK(office.filled(black, "HEADLESS-2"));
    locker.cover(office.client.outputs.back()->c, blue);
    CHECK(office.filled(blue, "HEADLESS-2"));
    CHECK(office.filled(green));
}

TEST_CASE("a locked screen whose only display goes and comes back is still locked")
{
    Office office;
    TestLocker locker{office.client};
    locker.cover_all();
    office.server.refresh(3);
    office.server.unplug("HEADLESS-1");
    office.server.advance(5s);
    office.server.plug("HEADLESS-1", {320, 240});
    CHECK(office.filled(black));
    locker.cover(office.client.outputs.back()->c, blue);
    CHECK(office.filled(blue));
    locker.unlock();
    CHECK(office.filled(secret));
}

TEST_CASE("a lock surface follows the size of its display")
{
    Office office;
    TestLocker locker{office.client};
    locker.cover_all();
    office.server.resize("HEADLESS-1", {200, 100});
    CHECK(locker.surfaces[0]->configures.back() == Extent{200, 100});
    CHECK(office.filled(green));
}

TEST_CASE("no order of lockers dying and displays coming and going ever shows an unlocked picture")
{
    Office office;
    office.server.refresh(3);
    std::mt19937 random{7};
    std::optional<TestLocker> locker{std::in_place, office.client};
    TestClient* client = &office.client;
    REQUIRE(office.server.run_until([&] { return locker->locked; }));
    bool second_display = false, leaked = false;
    auto const look = [&] {
        leaked |= !office.black_or(green);
        if (second_display)
            leaked |= !office.black_or(green, "HEADLESS-2");
        return false;
    };
    for (int round = 0; round < 50; ++round) {
        switch (random() % 4) {
        case 0:
            if (locker->surfaces.empty())
                locker->cover_all();
            break;
        case 1:
            client->kill();
            office.server.settle();
            client = &office.server.connect();
            locker.emplace(*client);
            break;
        case 2:
            if (second_display)
                office.server.unplug("HEADLESS-2");
            else
                office.server.plug("HEADLESS-2", {200, 100});
            second_display = !second_display;
            break;
        case 3: office.window.draw(secret); break;
        }
        std::ignore = office.server.run_until(look, 50ms);
    }
    CHECK(!leaked);
    CHECK(office.server.run_until([&] { return locker->locked; }));
    locker->unlock();
    CHECK(office.filled(secret));
}

TEST_CASE("a Vitrail that takes the place of one that died while the screen was locked is locked before anything is seen")
{
    auto const file = std::filesystem::temp_directory_path() / ("vitrail-locked-" + std::to_string(::getpid()));
    {
        Office office;
        office.server.server().shell().remember_lock(file);
        CHECK_FALSE(office.server.server().shell().locked());
        TestLocker locker{office.client};
        CHECK(std::filesystem::exists(file));
        locker.cover_all();
        CHECK(office.server.run_until([&] { return locker.locked; }));
        locker.unlock();
        office.server.settle();
        CHECK_FALSE(std::filesystem::exists(file));
        TestLocker again{office.client};
    } // ends as it would by a crash: nobody unlocked it
    REQUIRE(std::filesystem::exists(file));
    {
        TestServer server{{.screen = {}}};
        std::vector<std::string> ran;
        server.server().shell().events.run = [&](std::string const& program) { ran.push_back(program); };
        server.server().shell().remember_lock(file);
        server.plug("HEADLESS-1", {320, 240});
        auto& host = server.connect();
        TestSeat seat{host};
        Keyboard keyboard{server};
        TestWindow window{host, {.color = secret, .maximized = true}};
        for (int i = 0; i < 20; ++i, server.refresh())
            CHECK(server.screen().count(black) == 320 * 240);
        keyboard.tap(30);
        CHECK_FALSE(seat.saw("key 30 down"));
        server.advance(std::chrono::seconds{2});
        CHECK(ran == std::vector<std::string>{"swaylock"});
        TestLocker locker{server.connect()};
        locker.cover_all();
        CHECK(server.run_until([&] { return locker.locked; }));
        locker.unlock();
        server.refresh(3);
        CHECK(server.screen().count(secret) == 320 * 240);
    }
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("what cannot be read of an earlier lock counts as locked")
{
    auto const folder = std::filesystem::temp_directory_path() / ("vitrail-lock-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    std::filesystem::create_symlink("/not/there", folder / "link");
    for (auto const* name : {"link", ""}) {
        TestServer server;
        server.server().shell().remember_lock(folder / name);
        CHECK(server.server().shell().locked());
    }
    std::filesystem::remove_all(folder);
}
