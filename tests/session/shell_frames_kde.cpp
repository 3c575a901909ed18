// Title bars by KDE's server-decoration, which older toolkits speak. No package has its description: its messages stand here.

#include "framed_desk.hpp"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

enum class KdeMode : std::uint32_t { Client = 1, Server = 2 };

extern wl_interface const kde_decoration;
wl_interface const* const create_types[]{&kde_decoration, &wl_surface_interface};
wl_interface const* no_types[]{nullptr};
wl_message const manager_requests[]{{"create", "no", const_cast<wl_interface const**>(create_types)}};
wl_message const manager_events[]{{"default_mode", "u", no_types}};
wl_message const decoration_requests[]{{"release", "", no_types}, {"request_mode", "u", no_types}};
wl_message const decoration_events[]{{"mode", "u", no_types}};
wl_interface const kde_manager{"org_kde_kwin_server_decoration_manager", 1, 1, manager_requests, 1, manager_events};
wl_interface const kde_decoration{"org_kde_kwin_server_decoration", 1, 2, decoration_requests, 1, decoration_events};

/// Both kinds of object have one event, with one number.
class Told {
public:
    void listen(wl_proxy* to)
    {
        static void (*const functions[])(){reinterpret_cast<void (*)()>(+[](void* self, wl_proxy*, std::uint32_t mode) {
            static_cast<Told*>(self)->mode = KdeMode(mode);
        })};
        wl_proxy_add_listener(to, const_cast<void (**)()>(functions), this);
    }
    std::optional<KdeMode> mode;
};

/// A toolkit that knows this protocol only.
class KdeClient {
public:
    KdeClient(TestClient& client, wl_surface* surface) : client_{client}
    {
        manager_ = client.bind<wl_proxy>(kde_manager, 1);
        usual.listen(manager_);
        decoration_ = wl_proxy_marshal_flags(manager_, 0, &kde_decoration, 1, 0, nullptr, surface);
        told.listen(decoration_);
        client.settle();
    }
    KdeClient(KdeClient const&) = delete;
    ~KdeClient()
    {
        wl_proxy_marshal_flags(decoration_, 0, nullptr, 1, WL_MARSHAL_FLAG_DESTROY);
        wl_proxy_destroy(manager_);
        client_.settle();
    }
    void ask(KdeMode mode)
    {
        wl_proxy_marshal_flags(decoration_, 1, nullptr, 1, 0, std::uint32_t(mode));
        client_.settle();
    }
    Told usual, told;

private:
    TestClient& client_;
    wl_proxy *manager_, *decoration_;
};

} // namespace

TEST_CASE("a client that asks for a title bar by KDE's protocol has one, until it takes that back")
{
    FramedDesk desk;
    TestWindow window{desk.client, {}};
    {
        KdeClient kde{desk.client, window.surface().c()};
        CHECK(kde.usual.mode == KdeMode::Client); // toolkits that have their own title bars keep them
        CHECK(desk.shown(bar_color).width == 0);
        kde.ask(KdeMode::Server);
        CHECK(kde.told.mode == KdeMode::Server);
        CHECK(desk.shown(bar_color).width == 104);
        kde.ask(KdeMode::Client);
        CHECK(desk.shown(bar_color).width == 0);
        kde.ask(KdeMode::Server);
        CHECK(desk.shown(bar_color).width == 104);
    }
    CHECK(desk.shown(bar_color).width == 0);
    CHECK(desk.client.alive());
}

TEST_CASE("where the user wants our title bars everywhere, toolkits hear it by KDE's protocol")
{
    auto config = FramedDesk::config();
    config.shell.frames.mode = FrameMode::Server;
    FramedDesk desk{{.config = config}};
    TestWindow window{desk.client, {}};
    KdeClient const kde{desk.client, window.surface().c()};
    CHECK(kde.usual.mode == KdeMode::Server);
    CHECK(desk.shown(bar_color).width == 104);
}
