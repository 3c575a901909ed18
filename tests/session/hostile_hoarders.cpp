// Clients that want more than their share. Each is told so and disconnected; nobody else notices.

#include "ordeal.hpp"

#include "fifo-v1-client-protocol.h"
#include "single-pixel-buffer-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <functional>
#include <memory>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

using Step = std::function<void()>; ///< one more of what it hoards

struct Hoard {
    char const* of;
    std::string told; ///< to the client
    std::function<Step(WireClient&)> begin;
    int most = 300'000; ///< steps, at which it must have been ended
};

Step surfaces(WireClient& bad)
{
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    return [&bad, compositor] { bad.call(compositor, "create_surface"); };
}

Step siblings(WireClient& bad)
{
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
    auto const parent = bad.call(compositor, "create_surface");
    return [=, &bad] {
        auto const surface = bad.call(compositor, "create_surface");
        bad.call(subcompositor, "get_subsurface", {surface, parent});
        bad.call(parent, "commit");
    };
}

Step pixels(WireClient& bad)
{
    auto const manager = bad.bind(wp_single_pixel_buffer_manager_v1_interface, 1);
    return [&bad, manager] { bad.call(manager, "create_u32_rgba_buffer", {0U, 0U, 0U, 0U}); };
}

Step pools(WireClient& bad)
{
    auto const shm = bad.bind(wl_shm_interface, 1);
    return [&bad, shm, memory = std::make_shared<MemoryFile>(4096)] { bad.call(shm, "create_pool", {memory->descriptor(), 4096}); };
}

Step callbacks(WireClient& bad)
{
    auto const surface = bad.call(bad.bind(wl_compositor_interface, 6), "create_surface");
    return [&bad, surface] { bad.call(surface, "frame"); };
}

Step regions(WireClient& bad)
{
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    return [&bad, compositor] { bad.call(compositor, "create_region"); };
}

/// Of a sub-surface whose parent never commits.
Step commits(WireClient& bad)
{
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    auto const parent = bad.call(compositor, "create_surface"), child = bad.call(compositor, "create_surface");
    bad.call(bad.bind(wl_subcompositor_interface, 1), "get_subsurface", {child, parent});
    return [&bad, child] { bad.call(child, "commit"); };
}

/// Each waits for the one before to be shown, and that is never.
Step refreshes(WireClient& bad)
{
    auto const surface = bad.call(bad.bind(wl_compositor_interface, 6), "create_surface");
    auto const fifo = bad.call(bad.bind(wp_fifo_manager_v1_interface, 1), "get_fifo", {surface});
    return [=, &bad] {
        bad.call(fifo, "set_barrier");
        bad.call(fifo, "wait_barrier");
        bad.call(surface, "commit");
    };
}

Hoard const hoards[]{
    {"surfaces without a role", "more than 2048 surfaces", surfaces},
    {"sub-surfaces of one parent", "more than 2048 surfaces", siblings},
    {"buffers", "more than 4096 buffers", pixels},
    {"shared memory", "more than 1024 open descriptors", pools},
    {"callbacks of a surface that is never committed", "more than 65536 objects", callbacks},
    {"regions", "more than 65536 objects", regions},
    {"commits of a sub-surface whose parent does not commit", "more than 1024 commits that wait", commits},
    {"commits that wait for a refresh", "more than 1024 commits that wait", refreshes},
};

} // namespace

TEST_CASE("who hoards is disconnected and told why, and nobody else notices")
{
    auto const& hoard = hoards[GENERATE(range(std::size_t{0}, std::size(hoards)))];
    INFO("it hoards " << hoard.of);
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    auto one_more = hoard.begin(bad);
    for (int i = 0; i < hoard.most && !bad.ended(); ++i)
        one_more();
    one_more = {};
    bad.settle();
    CHECK(bad.ended());
    REQUIRE(bad.error());
    CHECK(bad.error()->object == 1); // the wl_display
    CHECK(bad.error()->code == WL_DISPLAY_ERROR_NO_MEMORY);
    CHECK(bad.error()->text == hoard.told);
    ordeal.ends_well();
}

TEST_CASE("who asks and never reads the answers is disconnected, and nobody else notices")
{
    auto const request = GENERATE(as<std::string>{}, "sync", "get_registry");
    INFO(request);
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    bad.listens = false;
    for (int i = 0; i < 1'000'000 && !bad.ended(); ++i)
        bad.call({1, &wl_display_interface}, request.c_str());
    CHECK(bad.ended());
    ordeal.ends_well();
}

TEST_CASE("how much a client may have is what the configuration says, at once and for everybody")
{
    Ordeal ordeal;
    auto& client = ordeal.offender();
    auto const one_more = surfaces(client);
    for (int i = 0; i < 1000; ++i)
        one_more();
    client.settle();
    REQUIRE(!client.ended());
    Config config;
    config.limits.surfaces = 1000;
    ordeal.server().server().configure(config);
    client.settle();
    CHECK(!client.ended());
    config.limits.surfaces = 999;
    ordeal.server().server().configure(config);
    client.settle();
    CHECK(client.ended());
    REQUIRE(client.error());
    CHECK(client.error()->text == "more than 999 surfaces");
    ordeal.ends_well();
}

TEST_CASE("who throws away what it made may make more of it for ever")
{
    Ordeal ordeal;
    auto& client = ordeal.offender();
    auto const compositor = client.bind(wl_compositor_interface, 6);
    for (int i = 0; i < 20'000; ++i)
        client.call(client.call(compositor, "create_surface"), "destroy");
    client.settle();
    CHECK(!client.ended());
    ordeal.ends_well();
}
