// When the user counts as idle, and which display is off then.

#include "client_lock.hpp"
#include "ext-idle-notify-v1-client-protocol.h"
#include "idle-inhibit-unstable-v1-client-protocol.h"
#include "output/output.hpp"
#include "screen_keyboard.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "wlr-output-power-management-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// A program that waits for the user to be idle for no time at all: every activity is seen at once, and then idleness.
class IdleWatch {
public:
    explicit IdleWatch(TestClient& client, bool input_only = false)
        : notifier_{client.bind<ext_idle_notifier_v1>(ext_idle_notifier_v1_interface, 2)}
        , watch_{input_only ? ext_idle_notifier_v1_get_input_idle_notification(notifier_, 0, client.globals.seat)
                            : ext_idle_notifier_v1_get_idle_notification(notifier_, 0, client.globals.seat)}
    {
        static constexpr ext_idle_notification_v1_listener listener{
            .idled = [](void* d, ext_idle_notification_v1*) { static_cast<IdleWatch*>(d)->tell(true); },
            .resumed = [](void* d, ext_idle_notification_v1*) { static_cast<IdleWatch*>(d)->tell(false); },
        };
        ext_idle_notification_v1_add_listener(watch_, &listener, this);
        client.settle();
    }
    IdleWatch(IdleWatch const&) = delete;
    ~IdleWatch()
    {
        ext_idle_notification_v1_destroy(watch_);
        ext_idle_notifier_v1_destroy(notifier_);
    }

    bool idle = false;
    int activities = 0;

private:
    void tell(bool now)
    {
        idle = now;
        activities += !now;
    }

    ext_idle_notifier_v1* notifier_;
    ext_idle_notification_v1* watch_;
};

/// A film: keeps the screen on while its window is seen.
class Inhibitor {
public:
    Inhibitor(TestClient& client, TestSurface& surface)
        : manager_{client.bind<zwp_idle_inhibit_manager_v1>(zwp_idle_inhibit_manager_v1_interface, 1)}
        , inhibitor_{zwp_idle_inhibit_manager_v1_create_inhibitor(manager_, surface.c())}
    {
        client.settle();
    }
    Inhibitor(Inhibitor const&) = delete;
    ~Inhibitor()
    {
        zwp_idle_inhibitor_v1_destroy(inhibitor_);
        zwp_idle_inhibit_manager_v1_destroy(manager_);
    }

private:
    zwp_idle_inhibit_manager_v1* manager_;
    zwp_idle_inhibitor_v1* inhibitor_;
};

/// Switches a display off and on.
class Power {
public:
    Power(TestClient& client, wl_output* output)
        : client_{client}
        , manager_{client.bind<zwlr_output_power_manager_v1>(zwlr_output_power_manager_v1_interface, 1)}
        , power_{zwlr_output_power_manager_v1_get_output_power(manager_, output)}
    {
        static constexpr zwlr_output_power_v1_listener listener{
            .mode = [](void* d, zwlr_output_power_v1*, std::uint32_t mode) { static_cast<Power*>(d)->on = mode != 0; },
            .failed = [](void* d, zwlr_output_power_v1*) { static_cast<Power*>(d)->failed = true; },
        };
        zwlr_output_power_v1_add_listener(power_, &listener, this);
        client.settle();
    }
    Power(Power const&) = delete;
    ~Power()
    {
        zwlr_output_power_v1_destroy(power_);
        zwlr_output_power_manager_v1_destroy(manager_);
    }
    void set(bool wanted)
    {
        zwlr_output_power_v1_set_mode(power_, wanted ? ZWLR_OUTPUT_POWER_V1_MODE_ON : ZWLR_OUTPUT_POWER_V1_MODE_OFF);
        client_.settle();
    }

    bool on = false, failed = false;

private:
    TestClient& client_;
    zwlr_output_power_manager_v1* manager_;
    zwlr_output_power_v1* power_;
};

} // namespace

TEST_CASE("whatever the user does with any device counts as activity")
{
    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    TouchScreen touch{server};
    auto& client = server.connect();
    IdleWatch watch{client};
    CHECK(watch.idle);
    auto const active = [&] { return std::exchange(watch.activities, 0) > 0 && watch.idle; };
    CHECK(!active());
    mouse.move_by(1, 1);
    CHECK(active());
    mouse.click();
    CHECK(active());
    mouse.scroll(1);
    CHECK(active());
    keyboard.tap(30);
    CHECK(active());
    touch.down(0, 10, 10);
    CHECK(active());
    touch.move(0, 20, 20);
    CHECK(active());
    touch.up(0);
    CHECK(active());
    ScreenKeyboard screen_keyboard{client};
    CHECK(!active());
    screen_keyboard.tap(30);
    CHECK(active());
    server.refresh(100);
    CHECK(!active());
}

TEST_CASE("a film keeps the user from being idle while it can be seen")
{
    TestServer server;
    auto& client = server.connect();
    IdleWatch watch{client};
    IdleWatch input{client, true};
    TestWindow film{client, {.color = red}};
    server.refresh(3);
    REQUIRE(watch.idle);
    Inhibitor inhibitor{client, film.surface()};
    CHECK(!watch.idle);
    CHECK(input.idle);

    SECTION("not when it is minimised")
    {
        xdg_toplevel_set_minimized(film.toplevel());
        server.refresh(3);
        CHECK(watch.idle);
    }
    SECTION("not when another window hides it")
    {
        TestWindow cover{client, {.color = blue, .fullscreen = true}};
        server.refresh(3);
        CHECK(watch.idle);
        cover.unmap();
        server.refresh(3);
        CHECK(!watch.idle);
    }
    SECTION("not when it goes")
    {
        film.unmap();
        server.refresh(3);
        CHECK(watch.idle);
    }
    SECTION("not when the screen is locked")
    {
        TestLocker locker{client};
        server.refresh(3);
        CHECK(watch.idle);
    }
    SECTION("not when its display is off")
    {
        Power power{client, client.outputs[0]->c};
        power.set(false);
        CHECK(watch.idle);
        power.set(true);
        server.refresh(3);
        CHECK(!watch.idle);
    }
    SECTION("not when its display is gone")
    {
        server.plug("HEADLESS-2", {200, 100});
        server.refresh(3);
        CHECK(!watch.idle);
        server.unplug("HEADLESS-1");
        server.refresh(3);
        CHECK(!watch.idle); // the window moved to the other one
    }
}

TEST_CASE("a film that is drawn on a sub-surface alone keeps the user awake too")
{
    TestServer server;
    auto& client = server.connect();
    IdleWatch watch{client};
    TestWindow window{client, {.color = black}};
    TestSubsurface film{window.surface()};
    film.surface().show({100, 80}, red);
    window.surface().commit();
    server.refresh(3);
    Inhibitor inhibitor{client, window.surface()};
    CHECK(!watch.idle);
}

TEST_CASE("nobody is kept awake by a film that is over")
{
    TestServer server;
    auto& client = server.connect();
    IdleWatch watch{client};
    TestWindow film{client};
    server.refresh(3);
    {
        Inhibitor inhibitor{client, film.surface()};
        CHECK(!watch.idle);
    }
    client.settle();
    CHECK(watch.idle);
}

TEST_CASE("a display is switched off and on again, and windows stay as they are")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    server.refresh(3);
    Power power{client, client.outputs[0]->c};
    CHECK(power.on);
    auto const asked = window.configures.size();

    for (int i = 0; i < 3; ++i) {
        power.set(false);
        CHECK(!power.on);
        CHECK(server.output().scanout()->mode().size.empty());
        auto const commits = server.output().stats().commits;
        window.draw(blue);
        server.advance(5s);
        CHECK(server.output().stats().commits == commits);
        power.set(true);
        CHECK(power.on);
        server.refresh(3);
        CHECK(server.screen().count(blue) == 320 * 240);
        window.draw(red);
        server.refresh(3);
        CHECK(server.screen().count(red) == 320 * 240);
    }
    CHECK(window.configures.size() == asked);
    CHECK(!client.outputs[0]->gone);
    CHECK(!power.failed);
}

TEST_CASE("programs go on, slowly, while their display is off")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(3);
    Power power{client, client.outputs[0]->c};
    window.surface().request_frame();
    window.draw(blue);
    power.set(false);
    auto const before = window.surface().frames_done;
    server.advance(2s);
    CHECK(window.surface().frames_done > before);
}

TEST_CASE("a display that goes while it is off is on when it comes back")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    Power power{client, client.outputs[0]->c};
    power.set(false);
    server.unplug("HEADLESS-1");
    CHECK(power.failed);
    server.plug("HEADLESS-1", {320, 240});
    server.refresh(3);
    CHECK(server.screen().count(red) == 320 * 240);
}

TEST_CASE("a locked screen that is switched off and on is still locked")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.color = red, .maximized = true}};
    server.refresh(3);
    Power power{client, client.outputs[0]->c};
    power.set(false);
    TestLocker locker{client};
    CHECK(locker.locked);
    power.set(true);
    bool leaked = false;
    CHECK(!server.run_until([&] { return leaked = server.screen().count(red) > 0; }, 200ms));
    CHECK(!leaked);
}
