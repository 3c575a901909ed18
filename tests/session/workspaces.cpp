// Nine workspaces on every screen, by keys and as panels see them.

#include "ext-workspace-v1-client-protocol.h"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"
#include "xdg-system-bell-v1-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <list>
#include <set>
#include <string>
#include <utility>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t key_super = 125, key_shift = 42, key_tab = 15, key_alt = 56;
constexpr std::uint32_t digit(int number)
{
    return std::uint32_t(number) + 1;
} // KEY_1 is 2

struct Desktop {
    void show(int number)
    {
        keyboard.press(key_super);
        keyboard.tap(digit(number));
        keyboard.release(key_super);
    }
    void send_to(int number)
    {
        keyboard.press(key_super);
        keyboard.press(key_shift);
        keyboard.tap(digit(number));
        keyboard.release(key_shift);
        keyboard.release(key_super);
    }
    [[nodiscard]] bool seen(Argb color, std::string const& display = "HEADLESS-1")
    {
        server.refresh(3);
        return server.screen(display).count(color) > 0;
    }
    [[nodiscard]] static bool has_focus(TestWindow const& window)
    {
        return window.last().has(XDG_TOPLEVEL_STATE_ACTIVATED);
    }

    TestServer server;
    Mouse mouse{server};
    Keyboard keyboard{server};
    TestClient& client{server.connect()};
    TestSeat seat{client};
};

/// A panel that shows workspaces.
class Pager {
public:
    struct Workspace {
        ext_workspace_handle_v1* handle;
        ext_workspace_group_handle_v1* group = nullptr;
        std::string id, name;
        std::uint32_t state = 0;
        bool removed = false;
        [[nodiscard]] bool active() const { return (state & EXT_WORKSPACE_HANDLE_V1_STATE_ACTIVE) != 0; }
        [[nodiscard]] bool urgent() const { return (state & EXT_WORKSPACE_HANDLE_V1_STATE_URGENT) != 0; }
        [[nodiscard]] bool hidden() const { return (state & EXT_WORKSPACE_HANDLE_V1_STATE_HIDDEN) != 0; }
    };
    struct Group {
        ext_workspace_group_handle_v1* handle;
        Pager* pager;
        std::set<wl_output*> outputs;
        bool removed = false;
    };

    explicit Pager(TestClient& client)
        : client_{client}
        , manager_{client.bind<ext_workspace_manager_v1>(ext_workspace_manager_v1_interface, 1)}
    {
        REQUIRE(manager_);
        ext_workspace_manager_v1_add_listener(manager_, &manager_listener, this);
        client.settle();
    }
    Pager(Pager const&) = delete;
    ~Pager()
    {
        for (auto& workspace : workspaces)
            ext_workspace_handle_v1_destroy(workspace.handle);
        for (auto& group : groups)
            ext_workspace_group_handle_v1_destroy(group.handle);
        wl_proxy_destroy(reinterpret_cast<wl_proxy*>(manager_));
    }
    /// By connector and number: "HEADLESS-1-2".
    [[nodiscard]] Workspace& workspace(std::string_view id)
    {
        client_.settle();
        auto const found
            = std::ranges::find_if(workspaces, [&](Workspace const& w) { return w.id == id && !w.removed; });
        REQUIRE(found != workspaces.end());
        return *found;
    }
    void activate(std::string_view id)
    {
        ext_workspace_handle_v1_activate(workspace(id).handle);
        ext_workspace_manager_v1_commit(manager_);
        client_.settle();
    }
    [[nodiscard]] long present() const { return std::ranges::count(workspaces, false, &Workspace::removed); }

    std::list<Workspace> workspaces;
    std::list<Group> groups;

private:
    static Workspace& of(void* workspace) { return *static_cast<Workspace*>(workspace); }
    static constexpr ext_workspace_handle_v1_listener workspace_listener{
        .id = [](void* d, ext_workspace_handle_v1*, char const* id) { of(d).id = id; },
        .name = [](void* d, ext_workspace_handle_v1*, char const* name) { of(d).name = name; },
        .coordinates = [](void*, ext_workspace_handle_v1*, wl_array*) {},
        .state = [](void* d, ext_workspace_handle_v1*, std::uint32_t state) { of(d).state = state; },
        .capabilities = [](void*, ext_workspace_handle_v1*, std::uint32_t) {},
        .removed = [](void* d, ext_workspace_handle_v1*) { of(d).removed = true; },
    };
    static constexpr ext_workspace_group_handle_v1_listener group_listener{
        .capabilities = [](void*, ext_workspace_group_handle_v1*, std::uint32_t) {},
        .output_enter = [](void* d, ext_workspace_group_handle_v1*,
                            wl_output* output) { static_cast<Group*>(d)->outputs.insert(output); },
        .output_leave = [](void* d, ext_workspace_group_handle_v1*,
                            wl_output* output) { static_cast<Group*>(d)->outputs.erase(output); },
        .workspace_enter =
            [](void* d, ext_workspace_group_handle_v1* group, ext_workspace_handle_v1* handle) {
                for (auto& workspace : static_cast<Group*>(d)->pager->workspaces)
                    if (workspace.handle == handle)
                        workspace.group = group;
            },
        .workspace_leave = [](void*, ext_workspace_group_handle_v1*, ext_workspace_handle_v1*) {},
        .removed = [](void* d, ext_workspace_group_handle_v1*) { static_cast<Group*>(d)->removed = true; },
    };
    static constexpr ext_workspace_manager_v1_listener manager_listener{
        .workspace_group =
            [](void* d, ext_workspace_manager_v1*, ext_workspace_group_handle_v1* handle) {
                auto& pager = *static_cast<Pager*>(d);
                auto& group = pager.groups.emplace_back(handle, &pager);
                ext_workspace_group_handle_v1_add_listener(handle, &group_listener, &group);
            },
        .workspace =
            [](void* d, ext_workspace_manager_v1*, ext_workspace_handle_v1* handle) {
                auto& workspace = static_cast<Pager*>(d)->workspaces.emplace_back(handle);
                ext_workspace_handle_v1_add_listener(handle, &workspace_listener, &workspace);
            },
        .done = [](void*, ext_workspace_manager_v1*) {},
        .finished = [](void*, ext_workspace_manager_v1*) {},
    };

    TestClient& client_;
    ext_workspace_manager_v1* manager_;
};

} // namespace

TEST_CASE("a screen shows the windows of one workspace; the others are there when it is shown again")
{
    Desktop desk;
    TestWindow first{desk.client, {.color = red}};
    desk.show(2);
    CHECK(!desk.seen(red));
    CHECK(!desk.has_focus(first));
    TestWindow second{desk.client, {.color = blue}};
    CHECK(desk.seen(blue));
    desk.show(1);
    CHECK(desk.seen(red));
    CHECK(!desk.seen(blue));
    CHECK(desk.has_focus(first));
    CHECK(!desk.has_focus(second));
    desk.show(2);
    CHECK(desk.seen(blue));
    CHECK(desk.has_focus(second));
}

TEST_CASE("a window is sent to another workspace with its dialogs, and the next one gets the focus")
{
    Desktop desk;
    TestWindow stays{desk.client, {.color = green}};
    TestWindow window{desk.client, {.color = red}};
    TestWindow dialog{desk.client, {.size = {20, 20}, .color = blue}};
    xdg_toplevel_set_parent(dialog.toplevel(), window.toplevel());
    desk.client.settle();
    desk.send_to(3);
    CHECK(!desk.seen(red));
    CHECK(!desk.seen(blue));
    CHECK(desk.seen(green));
    CHECK(desk.has_focus(stays));
    desk.show(3);
    CHECK(desk.seen(red));
    CHECK(desk.seen(blue));
    CHECK(!desk.seen(green));
}

TEST_CASE("nobody has the keyboard on an empty workspace")
{
    Desktop desk;
    TestWindow window{desk.client, {.title = "window"}};
    desk.show(5);
    desk.seat.take();
    desk.keyboard.tap(30);
    CHECK(desk.seat.log.empty());
    desk.mouse.move_to(160, 120);
    desk.mouse.click();
    CHECK(desk.seat.log.empty());
}

TEST_CASE("a dialog opens on the workspace of its window, and does not drag its user there")
{
    Desktop desk;
    TestWindow window{desk.client, {.color = red}};
    desk.show(2);
    TestWindow other{desk.client, {.color = green}};
    TestWindow dialog{desk.client, {.size = {20, 20}, .color = blue}};
    xdg_toplevel_set_parent(dialog.toplevel(), window.toplevel());
    desk.client.settle();
    CHECK(!desk.seen(blue));
    CHECK(desk.seen(green));
    CHECK(desk.has_focus(other));
    desk.show(1);
    CHECK(desk.seen(blue));
}

TEST_CASE("a window opens on the workspace where it was started, and calls when its user has left that meanwhile")
{
    Desktop desk;
    TestWindow slow{desk.client, {.paint = [](TestWindow&) {}}};
    desk.show(2);
    TestWindow other{desk.client, {.color = blue}};
    Pager pager{desk.client};
    slow.draw(red);
    desk.client.settle();
    CHECK(!desk.seen(red));
    CHECK(desk.has_focus(other));
    CHECK(pager.workspace("HEADLESS-1-1").urgent());
    desk.show(1);
    CHECK(desk.seen(red));
    CHECK(desk.has_focus(slow));
}

TEST_CASE("hidden windows are told so, and are called back by the heartbeat only")
{
    Desktop desk;
    TestWindow window{desk.client, {.color = red}};
    desk.show(2);
    CHECK(window.last().has(XDG_TOPLEVEL_STATE_SUSPENDED));
    desk.server.refresh(3);
    auto const end = desk.server.loop().now() + 6s;
    auto const before = window.surface().frames_done;
    window.surface().request_frame();
    window.draw(blue);
    for (auto seen = before; desk.server.loop().now() < end;) { // as fast as it is let
        if (std::exchange(seen, window.surface().frames_done) != seen) {
            window.surface().request_frame();
            window.draw(blue);
        }
        desk.server.refresh(1);
    }
    auto const called = window.surface().frames_done - before;
    CHECK(called >= 5);
    CHECK(called <= 7);
    desk.show(1);
    CHECK(!window.last().has(XDG_TOPLEVEL_STATE_SUSPENDED));
    CHECK(desk.seen(blue));
}

TEST_CASE("the window switcher keeps to the workspace that is shown")
{
    Desktop desk;
    TestWindow elsewhere{desk.client};
    desk.show(2);
    TestWindow first{desk.client};
    TestWindow second{desk.client};
    for (int i = 0; i < 3; ++i) {
        desk.keyboard.press(key_alt);
        desk.keyboard.tap(key_tab);
        desk.keyboard.release(key_alt);
        CHECK(!desk.has_focus(elsewhere));
    }
}

TEST_CASE("every screen has its own workspaces; keys act where the user is")
{
    Desktop desk;
    desk.server.plug("HEADLESS-2", {400, 300});
    TestWindow left{desk.client, {.color = red}};
    desk.mouse.move_to(320 + 200, 150);
    TestWindow right{desk.client, {.color = blue}};
    desk.show(2);
    CHECK(desk.seen(red));
    CHECK(!desk.seen(blue, "HEADLESS-2"));
    desk.mouse.move_to(160, 120);
    desk.mouse.click();
    desk.show(2);
    CHECK(!desk.seen(red));
    desk.show(1);
    CHECK(desk.seen(red));
    CHECK(!desk.seen(blue, "HEADLESS-2"));
}

TEST_CASE("a window that is dragged to another screen is on the workspace that is shown there")
{
    Desktop desk;
    desk.server.plug("HEADLESS-2", {400, 300});
    desk.mouse.move_to(320 + 200, 150);
    desk.mouse.click();
    desk.show(4);
    desk.mouse.move_to(160, 120);
    TestWindow window{desk.client, {.color = red}};
    desk.mouse.press();
    xdg_toplevel_move(window.toplevel(), desk.client.globals.seat, desk.seat.press_serial);
    desk.client.settle();
    desk.mouse.move_by(320, 30);
    desk.mouse.release();
    CHECK(desk.seen(red, "HEADLESS-2"));
    desk.show(1);
    CHECK(!desk.seen(red, "HEADLESS-2"));
    desk.show(4);
    CHECK(desk.seen(red, "HEADLESS-2"));
}

TEST_CASE("a screen that goes and comes back shows what it showed")
{
    Desktop desk;
    TestWindow first{desk.client, {.color = red}};
    desk.show(2);
    TestWindow second{desk.client, {.color = blue}};
    REQUIRE(desk.seen(blue));
    for (int i = 0; i < 3; ++i) {
        desk.server.unplug("HEADLESS-1");
        desk.server.refresh(2);
        CHECK(desk.has_focus(second));
        desk.server.plug("HEADLESS-1", {320, 240});
        CHECK(desk.seen(blue));
        CHECK(!desk.seen(red));
    }
}

TEST_CASE("a fullscreen window hides nothing on other workspaces")
{
    Desktop desk;
    TestWindow film{desk.client, {.color = red, .fullscreen = true}};
    desk.show(2);
    TestWindow window{desk.client, {.color = blue}};
    CHECK(desk.seen(blue));
    CHECK(!desk.seen(red));
    desk.show(1);
    desk.server.refresh(3);
    CHECK(desk.server.screen().box_of(red) == Screen::Box{0, 0, 320, 240});
}

TEST_CASE("a panel sees every screen's workspaces: which is shown, which is in use, which calls")
{
    Desktop desk;
    Pager pager{desk.client};
    CHECK(pager.present() == 9);
    REQUIRE(pager.groups.size() == 1);
    CHECK(pager.groups.front().outputs == std::set{desk.client.outputs[0]->c});
    CHECK(pager.workspace("HEADLESS-1-1").active());
    CHECK(pager.workspace("HEADLESS-1-1").name == "1");
    CHECK(pager.workspace("HEADLESS-1-1").group == pager.groups.front().handle);
    CHECK(pager.workspace("HEADLESS-1-2").hidden());

    TestWindow window{desk.client};
    desk.show(2);
    CHECK(!pager.workspace("HEADLESS-1-1").active());
    CHECK(!pager.workspace("HEADLESS-1-1").hidden());
    CHECK(pager.workspace("HEADLESS-1-2").active());
    CHECK(!pager.workspace("HEADLESS-1-2").hidden());
    CHECK(!pager.workspace("HEADLESS-1-1").urgent());
    auto* bell = desk.client.bind<xdg_system_bell_v1>(xdg_system_bell_v1_interface, 1);
    xdg_system_bell_v1_ring(bell, window.surface().c());
    CHECK(pager.workspace("HEADLESS-1-1").urgent());
    desk.show(1);
    CHECK(!pager.workspace("HEADLESS-1-1").urgent());
    xdg_system_bell_v1_destroy(bell);

    desk.server.plug("HEADLESS-2", {400, 300});
    CHECK(pager.present() == 18);
    CHECK(pager.workspace("HEADLESS-2-1").active());
    desk.server.unplug("HEADLESS-2");
    CHECK(pager.present() == 9);
}

TEST_CASE("a panel shows a workspace")
{
    Desktop desk;
    Pager pager{desk.client};
    TestWindow window{desk.client, {.color = red}};
    pager.activate("HEADLESS-1-7");
    CHECK(pager.workspace("HEADLESS-1-7").active());
    CHECK(!desk.seen(red));
    pager.activate("HEADLESS-1-1");
    CHECK(desk.seen(red));
    CHECK(desk.has_focus(window));
}

TEST_CASE("a kiosk has one workspace and no list of them")
{
    ServerSetup setup{.kiosk = true};
    setup.config.privileges.trusted[std::size_t(Privilege::Windows)] = Trusted{{"all"}};
    TestServer server{setup};
    Keyboard keyboard{server};
    auto& client = server.connect();
    TestWindow window{client, {.color = red}};
    keyboard.press(key_super);
    keyboard.tap(digit(2));
    keyboard.release(key_super);
    server.refresh(3);
    CHECK(server.screen().count(red) == 320 * 240);
    CHECK(!client.offers("ext_workspace_manager_v1"));
}
