// Much of everything that is allowed: deep, wide, scattered, fast. It may make its own client slow, and nobody else.

#include "amount.hpp"
#include "ordeal.hpp"

#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <wayland-client.h>

using namespace vitrail::test;

namespace {

/// A sub-surface with a picture of its own, shown as soon as its parent is.
WireObject add_subsurface(WireClient& bad, WireWindow const& window, WireObject const& subcompositor, WireObject const& parent,
                          WireObject const& picture)
{
    auto const surface = bad.call(window.compositor, "create_surface");
    auto const sub = bad.call(subcompositor, "get_subsurface", {surface, parent});
    bad.call(sub, "set_desync");
    bad.call(surface, "attach", {picture, 0, 0});
    bad.call(surface, "commit");
    return surface;
}

} // namespace

TEST_CASE("sub-surfaces in sub-surfaces, two thousand deep, harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
    auto const picture = wire_buffer(bad, window.shm, 8, 8, 256);
    auto parent = window.surface;
    for (int i = 0; i < 2000; ++i) {
        auto const child = add_subsurface(bad, window, subcompositor, parent, picture);
        bad.call(parent, "commit");
        parent = child;
    }
    bad.settle();
    ordeal.ends_well();
}

TEST_CASE("two thousand sub-surfaces of one window harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
    auto const picture = wire_buffer(bad, window.shm, 8, 8, 256);
    for (int i = 0; i < 2000 && !bad.ended(); ++i)
        add_subsurface(bad, window, subcompositor, window.surface, picture);
    bad.call(window.surface, "commit");
    bad.settle();
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("twenty thousand sub-surfaces of one window, where the limits allow as many, hold up nobody while they are there")
{
    Ordeal ordeal{{.config = {.limits = {.surfaces = 30'000, .subsurfaces = 30'000, .objects = 200'000}}}};
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
    auto const picture = wire_buffer(bad, window.shm, 8, 8, 256);
    std::vector<WireObject> children;
    int const count = amount(20'000, 4000);
    for (int i = 0; i < count && !bad.ended(); ++i) {
        children.push_back(add_subsurface(bad, window, subcompositor, window.surface, picture));
        if (i % 500 == 0)
            bad.call(window.surface, "commit");
    }
    for (int round = 0; round < 5; ++round) {
        bad.call(window.surface, "commit");
        for (std::size_t i = std::size_t(round); i < children.size(); i += 100) {
            bad.call(children[i], "attach", {picture, 0, 0});
            bad.call(children[i], "damage", {0, 0, 8, 8});
            bad.call(children[i], "commit");
        }
        bad.settle();
    }
    CHECK(!bad.ended());
    ordeal.pass(3);
    ordeal.goes_well(); // to part them takes wlroots longer than that: the usual limits allow fewer
}

TEST_CASE("five hundred windows at once harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    for (int i = 0; i < amount(500, 100) && !bad.ended(); ++i)
        WireWindow const window{bad};
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("a thousand menus, each out of the one before, go with their client and harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const positioner = bad.call(window.wm_base, "create_positioner");
    bad.call(positioner, "set_size", {8, 8});
    bad.call(positioner, "set_anchor_rect", {0, 0, 1, 1});
    auto const picture = wire_buffer(bad, window.shm, 8, 8, 256);
    auto parent = window.xdg;
    for (int i = 0; i < 1000 && !bad.ended(); ++i) {
        auto const surface = bad.call(window.compositor, "create_surface");
        auto const xdg = bad.call(window.wm_base, "get_xdg_surface", {surface});
        bad.call(xdg, "get_popup", {parent, positioner});
        bad.call(surface, "commit");
        bad.settle();
        bad.call(xdg, "ack_configure", {bad.last_serial});
        bad.call(surface, "attach", {picture, 0, 0});
        bad.call(surface, "commit");
        parent = xdg;
    }
    bad.settle();
    ordeal.ends_well();
}

TEST_CASE("regions and damage of tens of thousands of pieces harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const region = bad.call(window.compositor, "create_region");
    for (int i = 0; i < amount(60'000) && !bad.ended(); ++i)
        bad.call(region, "add", {i % 245 * 3, i / 245 * 3, 1, 1});
    bad.call(window.surface, "set_opaque_region", {region});
    bad.call(window.surface, "set_input_region", {region});
    for (int i = 0; i < amount(200'000) && !bad.ended(); ++i)
        bad.call(window.surface, "damage_buffer", {i * 7 % 40, i * 13 % 40, 1, 1});
    bad.call(window.surface, "commit");
    bad.settle();
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("commits without a pause harm nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    for (int i = 0; i < amount(2'000'000) && !bad.ended(); ++i)
        bad.call(window.surface, "commit");
    bad.settle();
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("a window that comes and goes without a pause harms nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    auto const picture = wire_buffer(bad, window.shm, 8, 8, 256);
    for (int i = 0; i < 100 && !bad.ended(); ++i) {
        bad.call(window.surface, "attach", {WireObject{}, 0, 0});
        bad.call(window.surface, "commit"); // it goes
        bad.call(window.surface, "commit"); // and asks to come again
        bad.settle();
        bad.call(window.xdg, "ack_configure", {bad.last_serial});
        bad.call(window.surface, "attach", {picture, 0, 0});
        bad.call(window.surface, "commit");
    }
    bad.settle();
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("a window of 8192 by 8192 pixels that is drawn anew all the time harms nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    int const side = 8192;
    auto const picture = wire_buffer(bad, window.shm, side, side, side * side * 4);
    for (int i = 0; i < amount(1000, 20) && !bad.ended(); ++i) {
        bad.call(window.surface, "attach", {picture, 0, 0});
        bad.call(window.surface, "damage_buffer", {0, 0, side, side});
        bad.call(window.surface, "commit");
        ordeal.pass();
    }
    CHECK(!bad.ended());
    ordeal.ends_well();
}

TEST_CASE("a client that stops, with thousands of callbacks that it waits for, harms nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    bad.listens = false;
    for (int i = 0; i < 3000 && !bad.ended(); ++i) {
        bad.call(window.surface, "frame");
        bad.call(window.surface, "commit");
    }
    ordeal.pass(amount(600));
    ordeal.ends_well();
}

TEST_CASE("shared memory that shrinks and grows between pictures harms nobody")
{
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    int const side = 64, bytes = side * side * 4;
    auto memory = std::make_unique<MemoryFile>(bytes);
    auto const pool = bad.call(window.shm, "create_pool", {memory->descriptor(), bytes});
    auto const buffer = bad.call(pool, "create_buffer", {0, side, side, side * 4, int(WL_SHM_FORMAT_XRGB8888)});
    for (int i = 0; i < amount(1000) && !bad.ended(); ++i) {
        memory->resize(i % 2 ? 0 : bytes);
        bad.call(window.surface, "attach", {buffer, 0, 0});
        bad.call(window.surface, "damage_buffer", {0, 0, side, side});
        bad.call(window.surface, "commit");
        bad.settle();
        memory->resize(i % 2 ? bytes : 0);
        ordeal.pass();
    }
    memory.reset();
    ordeal.ends_well();
}
