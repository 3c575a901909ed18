// How clients tell what their pixels mean, as far as displays without dmabufs go: RGB. YUV is in tests/kms.

#include "color-representation-v1-client-protocol.h"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr auto identity = WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_IDENTITY;
constexpr auto bt601 = WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601;
constexpr auto bt709 = WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709;
constexpr auto bt2020 = WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020;
constexpr auto full = WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL;
constexpr auto limited = WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED;

/// The global, and what it says is supported.
struct Manager {
    explicit Manager(TestClient& client)
        : c{client.bind<wp_color_representation_manager_v1>(wp_color_representation_manager_v1_interface, 1)}
    {
        constexpr static wp_color_representation_manager_v1_listener listener{
            .supported_alpha_mode = [](void* self, auto*, std::uint32_t mode) {
                static_cast<Manager*>(self)->alpha_modes.insert(mode);
            },
            .supported_coefficients_and_ranges = [](void* self, auto*, std::uint32_t coefficients, std::uint32_t range) {
                static_cast<Manager*>(self)->conversions.insert({coefficients, range});
            },
            .done = [](void* self, auto*) { static_cast<Manager*>(self)->done = true; },
        };
        REQUIRE(c);
        wp_color_representation_manager_v1_add_listener(c, &listener, this);
        client.settle();
    }
    ~Manager() { wp_color_representation_manager_v1_destroy(c); }

    wp_color_representation_manager_v1* c;
    std::set<std::uint32_t> alpha_modes;
    std::set<std::pair<std::uint32_t, std::uint32_t>> conversions;
    bool done = false;
};

/// A window that says how its pixels are meant.
struct Telling {
    explicit Telling(TestServer& s) : server{s} { server.refresh(2); }
    ~Telling() { wp_color_representation_surface_v1_destroy(c); }

    void commit(std::uint32_t coefficients, std::uint32_t range)
    {
        wp_color_representation_surface_v1_set_coefficients_and_range(c, coefficients, range);
        window.draw(blue);
        server.refresh(2);
    }

    TestServer& server;
    TestClient& client = server.connect();
    Manager manager{client};
    TestWindow window{client, {.size = {100, 80}}};
    wp_color_representation_surface_v1* c = wp_color_representation_manager_v1_get_surface(manager.c, window.surface().c());
};

} // namespace

TEST_CASE("clients are told of every conversion that a plane may do, and of plain RGB")
{
    TestServer server;
    Manager const manager{server.connect()};
    CHECK(manager.done);
    CHECK(manager.alpha_modes
          == std::set<std::uint32_t>{WP_COLOR_REPRESENTATION_SURFACE_V1_ALPHA_MODE_PREMULTIPLIED_ELECTRICAL});
    CHECK(manager.conversions
          == std::set<std::pair<std::uint32_t, std::uint32_t>>{{identity, full}, {bt601, limited}, {bt601, full},
                                                               {bt709, limited}, {bt709, full}, {bt2020, limited},
                                                               {bt2020, full}});
}

TEST_CASE("a client that says its RGB is RGB is shown as ever")
{
    TestServer server;
    Telling telling{server};
    telling.commit(identity, full);
    CHECK(telling.client.alive());
    CHECK(server.screen().count(blue) == 100 * 80);
}

TEST_CASE("a client that says its RGB is YUV has broken the protocol, on that very object, and nobody else notices")
{
    TestServer server;
    auto& other = server.connect();
    TestWindow window{other, {.color = green}};
    Telling telling{server};
    TestSurface second{telling.client}, third{telling.client};
    auto* before = wp_color_representation_manager_v1_get_surface(telling.manager.c, second.c());
    auto* after = wp_color_representation_manager_v1_get_surface(telling.manager.c, third.c());
    telling.commit(bt709, limited);
    auto const error = telling.client.protocol_error();
    REQUIRE(error);
    CHECK(error->interface == "wp_color_representation_surface_v1");
    CHECK(error->code == WP_COLOR_REPRESENTATION_SURFACE_V1_ERROR_PIXEL_FORMAT);
    CHECK(error->object == wl_proxy_get_id(reinterpret_cast<wl_proxy*>(telling.c)));
    server.refresh(2);
    CHECK(other.alive());
    CHECK(server.screen().count(green) == 100 * 80);
    wp_color_representation_surface_v1_destroy(before);
    wp_color_representation_surface_v1_destroy(after);
}

TEST_CASE("what is said of no picture is no mistake")
{
    TestServer server;
    auto& client = server.connect();
    TestSurface surface{client};
    surface.set_yuv(bt709, limited);
    surface.commit();
    server.refresh(2);
    CHECK(client.alive());
}
