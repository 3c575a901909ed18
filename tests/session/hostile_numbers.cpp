// Numbers at the limits, and shapes that make no sense. Each ends with the protocol's own error, or with nothing worse
// than a window that cannot be seen.

#include "ordeal.hpp"

#include "viewporter-client-protocol.h"
#include "xdg-decoration-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <climits>
#include <functional>
#include <optional>
#include <wayland-client.h>

using namespace vitrail::test;

namespace {

struct Nonsense {
    char const* what;
    std::optional<std::uint32_t> error; ///< the code that it gets; none: it is allowed
    std::function<void(WireClient&, WireWindow const&)> say;
};

constexpr auto allowed = std::nullopt;

int fixed(int number) { return number * 256; }

WireObject viewport_of(WireClient& bad, WireObject const& surface)
{
    return bad.call(bad.bind(wp_viewporter_interface, 1), "get_viewport", {surface});
}

void add_popup(WireClient& bad, WireWindow const& window, int least, int most)
{
    auto const positioner = bad.call(window.wm_base, "create_positioner");
    bad.call(positioner, "set_size", {most, most});
    bad.call(positioner, "set_anchor_rect", {least, least, most, most});
    bad.call(positioner, "set_offset", {least, most});
    bad.call(positioner, "set_anchor", {8U});
    bad.call(positioner, "set_gravity", {8U});
    bad.call(positioner, "set_constraint_adjustment", {63U});
    auto const surface = bad.call(window.compositor, "create_surface");
    auto const xdg = bad.call(window.wm_base, "get_xdg_surface", {surface});
    bad.call(xdg, "get_popup", {window.xdg, positioner});
    bad.call(surface, "commit");
}

void add_far_subsurfaces(WireClient& bad, WireWindow const& window)
{
    auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
    auto parent = window.surface;
    for (int level = 0; level < 4; ++level) {
        auto const surface = bad.call(window.compositor, "create_surface");
        auto const sub = bad.call(subcompositor, "get_subsurface", {surface, parent});
        bad.call(sub, "set_desync");
        bad.call(sub, "set_position", {INT_MAX, level % 2 ? INT_MIN : INT_MAX});
        bad.call(surface, "attach", {wire_buffer(bad, window.shm, 8, 8, 256), 0, 0});
        bad.call(surface, "commit");
        bad.call(parent, "commit");
        parent = surface;
    }
    bad.call(window.surface, "commit");
}

/// Title bars as no protocol knows them, of a window that is not there yet.
void ask_for_decorations(WireClient& bad, WireWindow const& window, std::uint32_t mode)
{
    auto const surface = bad.call(window.compositor, "create_surface");
    auto const toplevel = bad.call(bad.call(window.wm_base, "get_xdg_surface", {surface}), "get_toplevel");
    auto const manager = bad.bind(zxdg_decoration_manager_v1_interface, 1);
    bad.call(bad.call(manager, "get_toplevel_decoration", {toplevel}), "set_mode", {mode});
    bad.call(surface, "commit");
}

Nonsense const nonsense_table[]{
    {"a picture larger than its pool", WL_SHM_ERROR_INVALID_STRIDE,
     [](auto& bad, auto& w) { wire_buffer(bad, w.shm, 30'000, 30'000, 4096); }},
    {"a row shorter than its pixels", WL_SHM_ERROR_INVALID_STRIDE,
     [](auto& bad, auto& w) {
         MemoryFile const memory{4096};
         auto const pool = bad.call(w.shm, "create_pool", {memory.descriptor(), 4096});
         bad.call(pool, "create_buffer", {0, 32, 32, 31, int(WL_SHM_FORMAT_XRGB8888)});
     }},
    {"a pool of which there is less than is said", allowed,
     [](auto& bad, auto& w) {
         MemoryFile const memory{4096};
         int const side = 20'000;
         auto const pool = bad.call(w.shm, "create_pool", {memory.descriptor(), side * side * 4});
         auto const buffer = bad.call(pool, "create_buffer", {0, side, side, side * 4, int(WL_SHM_FORMAT_XRGB8888)});
         bad.call(w.surface, "attach", {buffer, 0, 0});
         bad.call(w.surface, "commit");
     }},
    {"no scale", WL_SURFACE_ERROR_INVALID_SCALE, [](auto& bad, auto& w) { bad.call(w.surface, "set_buffer_scale", {0}); }},
    {"a scale beyond every picture", WL_SURFACE_ERROR_INVALID_SIZE,
     [](auto& bad, auto& w) {
         bad.call(w.surface, "set_buffer_scale", {INT_MAX});
         bad.call(w.surface, "commit");
     }},
    {"a turn that there is not", WL_SURFACE_ERROR_INVALID_TRANSFORM,
     [](auto& bad, auto& w) { bad.call(w.surface, "set_buffer_transform", {255}); }},
    {"a picture attached beside itself", WL_SURFACE_ERROR_INVALID_OFFSET,
     [](auto& bad, auto& w) { bad.call(w.surface, "attach", {WireObject{}, INT_MAX, INT_MAX}); }},
    {"a picture moved to the end of the world", allowed,
     [](auto& bad, auto& w) {
         for (int i = 0; i < 4; ++i) {
             bad.call(w.surface, "offset", {INT_MAX, INT_MIN});
             bad.call(w.surface, "commit");
         }
     }},
    {"a picture scaled to nothing", WP_VIEWPORT_ERROR_BAD_VALUE,
     [](auto& bad, auto& w) { bad.call(viewport_of(bad, w.surface), "set_destination", {0, 0}); }},
    {"a picture scaled to everything", allowed,
     [](auto& bad, auto& w) {
         auto const viewport = viewport_of(bad, w.surface);
         for (int const size : {32'767, 65'536, 1 << 24, INT_MAX}) {
             bad.call(viewport, "set_destination", {size, size});
             bad.call(w.surface, "commit");
             bad.settle();
         }
     }},
    {"a part of a picture that lies beyond it", WP_VIEWPORT_ERROR_OUT_OF_BUFFER,
     [](auto& bad, auto& w) {
         bad.call(viewport_of(bad, w.surface), "set_source", {fixed(30), fixed(30), fixed(11), fixed(11)});
         bad.call(w.surface, "commit");
     }},
    {"a window of no size", XDG_SURFACE_ERROR_INVALID_SIZE,
     [](auto& bad, auto& w) { bad.call(w.xdg, "set_window_geometry", {0, 0, 0, 0}); }},
    {"a window geometry beyond the world", allowed,
     [](auto& bad, auto& w) {
         bad.call(w.xdg, "set_window_geometry", {INT_MAX, INT_MAX, INT_MAX, INT_MAX});
         bad.call(w.surface, "commit");
     }},
    {"a largest size below the least", XDG_TOPLEVEL_ERROR_INVALID_SIZE,
     [](auto& bad, auto& w) {
         bad.call(w.toplevel, "set_min_size", {INT_MAX, INT_MAX});
         bad.call(w.toplevel, "set_max_size", {1, 1});
         bad.call(w.surface, "commit");
     }},
    {"a least size that no screen has", allowed,
     [](auto& bad, auto& w) {
         bad.call(w.toplevel, "set_min_size", {INT_MAX, INT_MAX});
         bad.call(w.toplevel, "set_maximized");
         bad.call(w.surface, "commit");
     }},
    {"a menu of no size", XDG_POSITIONER_ERROR_INVALID_INPUT,
     [](auto& bad, auto& w) { bad.call(bad.call(w.wm_base, "create_positioner"), "set_size", {0, 0}); }},
    {"a menu beyond the world", allowed, [](auto& bad, auto& w) { add_popup(bad, w, INT_MIN, INT_MAX); }},
    {"sub-surfaces beyond the world", allowed, add_far_subsurfaces},
    {"a window that is its own parent", XDG_TOPLEVEL_ERROR_INVALID_PARENT,
     [](auto& bad, auto& w) { bad.call(w.toplevel, "set_parent", {w.toplevel}); }},
    {"windows that are each other's parents", XDG_TOPLEVEL_ERROR_INVALID_PARENT,
     [](auto& bad, auto& w) {
         WireWindow const second{bad}, third{bad};
         bad.call(second.toplevel, "set_parent", {w.toplevel});
         bad.call(third.toplevel, "set_parent", {second.toplevel});
         bad.call(w.toplevel, "set_parent", {third.toplevel});
     }},
    {"a sub-surface of its own sub-surface", WL_SUBCOMPOSITOR_ERROR_BAD_PARENT,
     [](auto& bad, auto& w) {
         auto const subcompositor = bad.bind(wl_subcompositor_interface, 1);
         auto const a = bad.call(w.compositor, "create_surface"), b = bad.call(w.compositor, "create_surface");
         bad.call(subcompositor, "get_subsurface", {a, b});
         bad.call(subcompositor, "get_subsurface", {b, a});
     }},
    {"damage and regions beyond the world", allowed,
     [](auto& bad, auto& w) {
         auto const region = bad.call(w.compositor, "create_region");
         bad.call(region, "add", {INT_MIN, INT_MIN, INT_MAX, INT_MAX});
         bad.call(region, "subtract", {INT_MAX, INT_MAX, INT_MIN, INT_MIN});
         bad.call(w.surface, "set_opaque_region", {region});
         bad.call(w.surface, "set_input_region", {region});
         for (auto const* request : {"damage", "damage_buffer"})
             bad.call(w.surface, request, {INT_MIN, INT_MIN, INT_MAX, INT_MAX});
         bad.call(w.surface, "commit");
     }},
    {"a name of nonsense", UINT32_MAX, // wlroots: xdg-shell has no error for it
     [](auto& bad, auto& w) {
         bad.call(w.toplevel, "set_title", {std::string(3900, char(0xfe))});
         bad.call(w.toplevel, "set_app_id", {std::string(3900, char(0xc0))});
         bad.call(w.surface, "commit");
     }},
    {"title bars of a kind that there is not", 3, // invalid_mode, which the description has since its version 2
     [](auto& bad, auto& w) { ask_for_decorations(bad, w, 120); }},
    {"a surface destroyed before its role", XDG_SURFACE_ERROR_DEFUNCT_ROLE_OBJECT,
     [](auto& bad, auto& w) { bad.call(w.xdg, "destroy"); }},
};

} // namespace

TEST_CASE("nonsense gets the protocol's own error, or none, and harms nobody")
{
    auto const& nonsense = nonsense_table[GENERATE(range(std::size_t{0}, std::size(nonsense_table)))];
    INFO(nonsense.what);
    Ordeal ordeal;
    auto& bad = ordeal.offender();
    WireWindow const window{bad};
    REQUIRE(!bad.ended());
    nonsense.say(bad, window);
    bad.settle();
    CHECK(bad.ended() == nonsense.error.has_value());
    CHECK(bad.error().has_value() == nonsense.error.has_value());
    if (bad.error() && nonsense.error) {
        INFO(bad.error()->text);
        CHECK(bad.error()->code == *nonsense.error);
    }
    ordeal.ends_well();
}
