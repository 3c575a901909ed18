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

/// A picture of 256 MiB in a file of none, for one surface after the other.
Step pictures(WireClient& bad)
{
    auto const compositor = bad.bind(wl_compositor_interface, 6);
    int const side = 8192;
    auto const picture = wire_buffer(bad, bad.bind(wl_shm_interface, 1), side, side, side * side * 4);
    return [=, &bad] {
        auto const surface = bad.call(compositor, "create_surface");
        bad.call(surface, "attach", {picture, 0, 0});
        bad.call(surface, "commit");
    };
}

Hoard const hoards[]{
    {"surfaces without a role", "more than 8192 surfaces", surfaces},
    {"sub-surfaces of one parent", "more than 2048 sub-surfaces", siblings},
    {"buffers", "more than 16384 buffers", pixels},
    {"shared memory", "more than 1024 open descriptors", pools},
    {"large pictures, of nothing", "more than 8192 MiB of pictures", pictures, 40},
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
    struct Limit {
        int ClientLimits::*which;
        std::function<Step(WireClient&)> begin;
        char const* told;
    };
    for (auto const& [which, begin, told] : {Limit{&ClientLimits::subsurfaces, siblings, "more than 99 sub-surfaces"},
                                             Limit{&ClientLimits::buffers, pixels, "more than 99 buffers"},
                                             Limit{&ClientLimits::descriptors, pools, "more than 99 open descriptors"},
                                             Limit{&ClientLimits::waiting_commits, commits, "more than 99 commits that wait"}}) {
        INFO(told);
        Config few;
        auto& other = ordeal.offender();
        ordeal.server().server().configure(few);
        auto step = begin(other);
        for (int i = 0; i < 100; ++i)
            step();
        other.settle();
        CHECK(!other.ended());
        few.limits.*which = 99;
        ordeal.server().server().configure(few);
        for (int i = 0; i < 2 && !other.ended(); ++i)
            step();
        other.settle();
        CHECK(other.ended());
        REQUIRE(other.error());
        CHECK(other.error()->text == told);
    }
    ordeal.ends_well();
}

TEST_CASE("who asks and never reads the answers is disconnected, sooner where the configuration says so")
{
    auto const asks_until_it_is_ended = [](Config const& config) {
        Ordeal ordeal;
        ordeal.server().server().configure(config);
        auto& bad = ordeal.offender();
        bad.listens = false;
        int asked = 0;
        for (; asked < 1'000'000 && !bad.ended(); ++asked)
            bad.call({1, &wl_display_interface}, "sync");
        return asked;
    };
    Config patient, strict;
    patient.limits.unread = 2048;
    strict.limits.unread = 64;
    CHECK(asks_until_it_is_ended(strict) * 2 < asks_until_it_is_ended(patient));
}

TEST_CASE("how many objects a client may have is what the configuration says, too")
{
    Ordeal ordeal;
    auto& client = ordeal.offender();
    Config few;
    few.limits.objects = 1000;
    ordeal.server().server().configure(few);
    auto step = regions(client);
    int made = 0;
    for (; made < 5000 && !client.ended(); ++made)
        step();
    step = {};
    client.settle();
    CHECK(client.ended());
    CHECK(made < 1500); // they are counted now and then
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
