// Windows as task bars see them, and what these may do with them.

#include "ext-foreign-toplevel-list-v1-client-protocol.h"
#include "session.hpp"
#include "session_devices.hpp"
#include "wlr-foreign-toplevel-management-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <list>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr auto maximised = ZWLR_FOREIGN_TOPLEVEL_HANDLE_V1_STATE_MAXIMIZED;
constexpr auto minimised = ZWLR_FOREIGN_TOPLEVEL_HANDLE_V1_STATE_MINIMIZED;
constexpr auto activated = ZWLR_FOREIGN_TOPLEVEL_HANDLE_V1_STATE_ACTIVATED;
constexpr auto fullscreen = ZWLR_FOREIGN_TOPLEVEL_HANDLE_V1_STATE_FULLSCREEN;

/// A task bar: what it knows of each window.
class TaskBar {
public:
    struct Row {
        zwlr_foreign_toplevel_handle_v1* handle;
        std::string title, app_id;
        std::set<std::uint32_t> states;
        std::set<wl_output*> outputs;
        zwlr_foreign_toplevel_handle_v1* parent = nullptr;
        unsigned done = 0;
        bool closed = false;
    };

    explicit TaskBar(TestClient& client)
        : manager_{client.bind<zwlr_foreign_toplevel_manager_v1>(zwlr_foreign_toplevel_manager_v1_interface, 3)}
    {
        zwlr_foreign_toplevel_manager_v1_add_listener(manager_, &manager_listener, this);
        client.settle();
    }
    TaskBar(TaskBar const&) = delete;
    ~TaskBar()
    {
        for (auto& row : rows)
            zwlr_foreign_toplevel_handle_v1_destroy(row.handle);
        wl_proxy_destroy(reinterpret_cast<wl_proxy*>(manager_));
    }
    [[nodiscard]] Row& row(std::string_view title)
    {
        auto const found = std::ranges::find_if(rows, [&](Row const& r) { return r.title == title && !r.closed; });
        REQUIRE(found != rows.end());
        return *found;
    }

    std::list<Row> rows;

private:
    static Row& of(void* row) { return *static_cast<Row*>(row); }
    static constexpr zwlr_foreign_toplevel_handle_v1_listener handle_listener{
        .title = [](void* d, zwlr_foreign_toplevel_handle_v1*, char const* title) { of(d).title = title; },
        .app_id = [](void* d, zwlr_foreign_toplevel_handle_v1*, char const* app_id) { of(d).app_id = app_id; },
        .output_enter = [](void* d, zwlr_foreign_toplevel_handle_v1*, wl_output* o) { of(d).outputs.insert(o); },
        .output_leave = [](void* d, zwlr_foreign_toplevel_handle_v1*, wl_output* o) { of(d).outputs.erase(o); },
        .state =
            [](void* d, zwlr_foreign_toplevel_handle_v1*, wl_array* array) {
                std::span const all{static_cast<std::uint32_t*>(array->data), array->size / sizeof(std::uint32_t)};
                of(d).states = {all.begin(), all.end()};
            },
        .done = [](void* d, zwlr_foreign_toplevel_handle_v1*) { ++of(d).done; },
        .closed = [](void* d, zwlr_foreign_toplevel_handle_v1*) { of(d).closed = true; },
        .parent = [](void* d, zwlr_foreign_toplevel_handle_v1*,
                      zwlr_foreign_toplevel_handle_v1* parent) { of(d).parent = parent; },
    };
    static constexpr zwlr_foreign_toplevel_manager_v1_listener manager_listener{
        .toplevel =
            [](void* d, zwlr_foreign_toplevel_manager_v1*, zwlr_foreign_toplevel_handle_v1* handle) {
                auto& row = static_cast<TaskBar*>(d)->rows.emplace_back();
                row.handle = handle;
                zwlr_foreign_toplevel_handle_v1_add_listener(handle, &handle_listener, &row);
            },
        .finished = [](void*, zwlr_foreign_toplevel_manager_v1*) {},
    };

    zwlr_foreign_toplevel_manager_v1* manager_;
};

/// A program that only wants to know what there is.
class Census {
public:
    struct Row {
        ext_foreign_toplevel_handle_v1* handle;
        std::string title, app_id, identifier;
        bool closed = false;
    };

    explicit Census(TestClient& client)
        : list_{client.bind<ext_foreign_toplevel_list_v1>(ext_foreign_toplevel_list_v1_interface, 1)}
    {
        ext_foreign_toplevel_list_v1_add_listener(list_, &list_listener, this);
        client.settle();
    }
    Census(Census const&) = delete;
    ~Census()
    {
        for (auto& row : rows)
            ext_foreign_toplevel_handle_v1_destroy(row.handle);
        ext_foreign_toplevel_list_v1_destroy(list_);
    }

    std::list<Row> rows;

private:
    static Row& of(void* row) { return *static_cast<Row*>(row); }
    static constexpr ext_foreign_toplevel_handle_v1_listener handle_listener{
        .closed = [](void* d, ext_foreign_toplevel_handle_v1*) { of(d).closed = true; },
        .done = [](void*, ext_foreign_toplevel_handle_v1*) {},
        .title = [](void* d, ext_foreign_toplevel_handle_v1*, char const* title) { of(d).title = title; },
        .app_id = [](void* d, ext_foreign_toplevel_handle_v1*, char const* app_id) { of(d).app_id = app_id; },
        .identifier = [](void* d, ext_foreign_toplevel_handle_v1*, char const* id) { of(d).identifier = id; },
    };
    static constexpr ext_foreign_toplevel_list_v1_listener list_listener{
        .toplevel =
            [](void* d, ext_foreign_toplevel_list_v1*, ext_foreign_toplevel_handle_v1* handle) {
                auto& row = static_cast<Census*>(d)->rows.emplace_back();
                row.handle = handle;
                ext_foreign_toplevel_handle_v1_add_listener(handle, &handle_listener, &row);
            },
        .finished = [](void*, ext_foreign_toplevel_list_v1*) {},
    };

    ext_foreign_toplevel_list_v1* list_;
};

using States = std::set<std::uint32_t>;

struct Street {
    TestServer server;
    TestClient& host{server.connect()};
    TestClient& client{server.connect()};
};

} // namespace

TEST_CASE("a task bar sees every window, with name, states and output, as they come, change and go")
{
    Street street;
    auto& [server, host, client] = street;
    TestWindow first{host, {.title = "first", .app_id = "one"}};
    TaskBar bar{client};
    REQUIRE(bar.rows.size() == 1);
    CHECK(bar.row("first").app_id == "one");
    CHECK(bar.row("first").states == States{activated});
    CHECK(bar.row("first").outputs == std::set{client.outputs[0]->c});

    TestWindow second{host, {.title = "second", .maximized = true}};
    CHECK(bar.row("first").states.empty());
    CHECK(bar.row("second").states == States{maximised, activated});
    xdg_toplevel_set_parent(second.toplevel(), first.toplevel());
    xdg_toplevel_set_title(second.toplevel(), "renamed");
    xdg_toplevel_set_fullscreen(second.toplevel(), nullptr);
    host.settle();
    auto& row = bar.row("renamed");
    CHECK(row.states == States{maximised, activated, fullscreen});
    CHECK(row.parent == bar.row("first").handle);
    CHECK(row.done > 0);

    second.unmap();
    host.settle();
    CHECK(row.closed);
    CHECK(bar.row("first").states == States{activated});
}

TEST_CASE("a task bar is told where a window is, as displays come and go")
{
    Street street;
    auto& [server, host, client] = street;
    server.plug("HEADLESS-2", {400, 300});
    Mouse mouse{server};
    mouse.move_to(320 + 200, 150);
    TestWindow window{host, {.title = "window"}};
    TaskBar bar{client};
    auto const at = [&](std::string_view name) {
        auto const& outputs = bar.row("window").outputs;
        return outputs.size() == 1 && std::ranges::any_of(client.outputs, [&](auto const& o) {
            return o->name == name && o->c == *outputs.begin() && !o->gone;
        });
    };
    CHECK(at("HEADLESS-2"));
    server.unplug("HEADLESS-2");
    CHECK(at("HEADLESS-1"));
    server.plug("HEADLESS-2", {400, 300});
    CHECK(at("HEADLESS-2"));
}

TEST_CASE("a task bar activates, minimises, maximises, fills the screen with and closes windows")
{
    Street street;
    auto& [server, host, client] = street;
    TestWindow first{host, {.color = red, .title = "first"}};
    TestWindow second{host, {.color = blue, .title = "second"}};
    TaskBar bar{client};
    auto& row = bar.row("first");

    zwlr_foreign_toplevel_handle_v1_activate(row.handle, client.globals.seat);
    client.settle();
    CHECK(row.states == States{activated});
    CHECK(first.last().has(XDG_TOPLEVEL_STATE_ACTIVATED));

    zwlr_foreign_toplevel_handle_v1_set_minimized(row.handle);
    client.settle();
    CHECK(row.states == States{minimised});
    CHECK(bar.row("second").states == States{activated});
    zwlr_foreign_toplevel_handle_v1_unset_minimized(row.handle);
    client.settle();
    CHECK(row.states == States{activated});

    zwlr_foreign_toplevel_handle_v1_set_maximized(row.handle);
    client.settle();
    CHECK(first.last().size == Extent{320, 240});
    zwlr_foreign_toplevel_handle_v1_unset_maximized(row.handle);
    zwlr_foreign_toplevel_handle_v1_set_fullscreen(row.handle, nullptr);
    client.settle();
    CHECK(row.states == States{activated, fullscreen});
    zwlr_foreign_toplevel_handle_v1_unset_fullscreen(row.handle);
    client.settle();
    CHECK(first.last().size == Extent{100, 80});

    zwlr_foreign_toplevel_handle_v1_close(row.handle);
    client.settle();
    CHECK(first.close_requested);
    CHECK(!second.close_requested);
}

TEST_CASE("a minimised window that a task bar maximises, or fills the screen with, is there again")
{
    Street street;
    auto& [server, host, client] = street;
    TestWindow window{host, {.color = red, .title = "window"}};
    TaskBar bar{client};
    auto& row = bar.row("window");
    xdg_toplevel_set_minimized(window.toplevel());
    host.settle();
    REQUIRE(row.states == States{minimised});
    SECTION("maximises") { zwlr_foreign_toplevel_handle_v1_set_maximized(row.handle); }
    SECTION("fills the screen with") { zwlr_foreign_toplevel_handle_v1_set_fullscreen(row.handle, nullptr); }
    client.settle();
    server.refresh(3);
    CHECK(server.screen().count(red) == 320 * 240);
    CHECK(row.states.contains(activated));
}

TEST_CASE("a task bar sends a window to the screen that it names")
{
    Street street;
    auto& [server, host, client] = street;
    server.plug("HEADLESS-2", {400, 300});
    TestWindow window{host, {.color = red, .title = "window"}};
    TaskBar bar{client};
    zwlr_foreign_toplevel_handle_v1_set_fullscreen(bar.row("window").handle, client.outputs[1]->c);
    client.settle();
    server.refresh(3);
    CHECK(server.screen("HEADLESS-2").count(red) == 400 * 300);
}

TEST_CASE("a task bar may tell where a window's button is, within reason")
{
    Street street;
    auto& [server, host, client] = street;
    TestWindow window{host, {.title = "window"}};
    TestWindow button{client, {.title = "bar"}};
    TaskBar bar{client};
    zwlr_foreign_toplevel_handle_v1_set_rectangle(bar.row("window").handle, button.surface().c(), 1, 2, 3, 4);
    client.settle();
    CHECK(client.alive());
    zwlr_foreign_toplevel_handle_v1_set_rectangle(bar.row("window").handle, button.surface().c(), 1, 2, -3, 4);
    client.settle();
    REQUIRE(client.protocol_error());
    CHECK(client.protocol_error()->interface == "zwlr_foreign_toplevel_handle_v1");
}

TEST_CASE("a task bar cannot do anything with a window that is gone, and nobody is harmed")
{
    Street street;
    auto& [server, host, client] = street;
    auto window = std::make_unique<TestWindow>(host, WindowSetup{.title = "window"});
    TaskBar bar{client};
    auto& row = bar.row("window");
    window.reset();
    zwlr_foreign_toplevel_handle_v1_activate(row.handle, client.globals.seat);
    zwlr_foreign_toplevel_handle_v1_set_maximized(row.handle);
    zwlr_foreign_toplevel_handle_v1_close(row.handle);
    client.settle();
    CHECK(row.closed);
    CHECK(client.alive());
}

TEST_CASE("in a kiosk a task bar changes nothing of the application")
{
    ServerSetup setup{.kiosk = true};
    setup.config.privileges.trusted[std::size_t(Privilege::Windows)] = Trusted{{"all"}};
    TestServer server{setup};
    auto& host = server.connect();
    auto& client = server.connect();
    TestWindow window{host, {.color = red, .title = "window"}};
    TaskBar bar{client};
    auto* handle = bar.row("window").handle;
    zwlr_foreign_toplevel_handle_v1_set_minimized(handle);
    zwlr_foreign_toplevel_handle_v1_unset_fullscreen(handle);
    client.settle();
    server.refresh(3);
    CHECK(server.screen().count(red) == 320 * 240);
}

TEST_CASE("the plain list of windows has an identifier for each, which stays while its name changes")
{
    Street street;
    auto& [server, host, client] = street;
    TestWindow first{host, {.title = "first", .app_id = "one"}};
    Census census{client};
    TestWindow second{host, {.title = "second", .app_id = "two"}};
    REQUIRE(census.rows.size() == 2);
    auto& row = census.rows.back();
    CHECK(row.title == "second");
    CHECK(row.app_id == "two");
    CHECK(row.identifier != census.rows.front().identifier);
    auto const identifier = row.identifier;
    xdg_toplevel_set_title(second.toplevel(), "renamed");
    host.settle();
    CHECK(row.title == "renamed");
    CHECK(row.identifier == identifier);
    second.unmap();
    host.settle();
    CHECK(row.closed);
    CHECK(!census.rows.front().closed);
}
