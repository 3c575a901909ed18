// For each verdict a scene on a kernel display that gives it, and nothing else, to a sub-surface that should have a plane.
// Two are elsewhere: plane-elsewhere in sharing_test.cpp, and out-of-screen, which no kernel display gives, in nested_test.cpp.

#include "client_dmabuf.hpp"
#include "client_film.hpp"
#include "client_screencopy.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "knob.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include "color-representation-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>
#include <list>
#include <memory>

using namespace vitrail::test;

namespace {

/// What is shown: a still window that fills the screen, and on it the subject of the scene.
struct World {
    explicit World(Process::Environment const& environment = {}) : vitrail{{}, environment} { add(); }

    /// One sub-surface more, above the others; not shown until it has a picture.
    TestSurface& add(int x = 40, int y = 30)
    {
        auto& sub = surfaces.emplace_back(window.surface());
        sub.set_position(x, y);
        sub.set_desync();
        window.surface().commit();
        return sub.surface();
    }

    [[nodiscard]] TestSurface& subject() { return surfaces.front().surface(); }

    TestSurface& play(TestSurface& surface, Extent size = {160, 120}, PixelFormat format = PixelFormat::Xrgb8888)
    {
        films.emplace_back(&surface, Film{guest.client(), size, format, random, 4});
        return surface;
    }

    /// A translucent panel of ordinary memory, which has to be composed.
    void add_panel(int x, int y)
    {
        auto& panel = add(x, y);
        panel.show({60, 40}, 0x80402010);
    }

    void show_one_pixel(TestSurface& surface)
    {
        pixel.reset(new TestBuffer{TestBuffer::single_pixel(guest.client(), red)});
        surface.attach(pixel.get());
        surface.set_destination(100, 80);
        surface.commit();
    }

    /// What played goes on showing its last picture.
    void pause()
    {
        paused.splice(paused.end(), films);
    }

    void set(char const* knob, char const* value) { knobs.emplace_back(knob, value); }

    void refresh(int frames)
    {
        for (int i = 0; i < frames; ++i) {
            for (auto& [surface, film] : films) {
                film.show_next(*surface);
                surface->commit();
            }
            guest.present(films.empty() ? window.surface() : *films.back().first);
        }
    }

    /// The verdict of the subject: the lowest sub-surface.
    [[nodiscard]] std::string verdict(std::string_view output = "Virtual-1")
    {
        auto const layers = control.layers(output);
        auto const found = std::ranges::find(layers.rbegin(), layers.rend(), "subsurface", &LayerPath::role);
        return found == layers.rend() ? "not shown" : found->verdict;
    }

    Vitrail vitrail;
    Guest guest{vitrail};
    Control control{vitrail};
    TestWindow window{guest.client(), {.size = {320, 240}, .color = grey, .fullscreen = true}};
    std::list<TestSubsurface> surfaces;
    std::list<std::pair<TestSurface*, Film>> films, paused;
    std::list<Knob> knobs;
    std::unique_ptr<TestBuffer> pixel;
    std::mt19937 random{1};
};

struct Row {
    char const* verdict;
    std::function<void(World&)> scene;
    int frames = 90;
};

void cut_out(TestSurface& surface)
{
    surface.set_source(0, 0, 100, 16);
    surface.set_destination(100, 16);
}

/// A display that can do all that the bed's can: overlays, any order, translucency, a cursor plane.
std::vector<Row> const on_a_rich_display{
    {"on-plane", [](World& w) { w.play(w.subject()); }},
    {"not-dmabuf", [](World& w) { w.subject().show({100, 80}, red), w.play(w.add(200, 100), {80, 60}); }},
    {"solid-color", [](World& w) { w.show_one_pixel(w.subject()), w.play(w.add(200, 100), {80, 60}); }},
    {"format-modifier", [](World& w) { w.play(w.subject(), {160, 120}, PixelFormat::Yuyv); }},
    // Larger than the device's framebuffers, which the renderer does not mind.
    {"not-importable", [](World& w) { cut_out(w.play(w.subject(), {10'000, 16})); }},
    {"scaling-limit", [](World& w) { w.play(w.subject()).set_destination(200, 150); }},
    {"slow-updates", [](World& w) { w.play(w.subject()), w.refresh(1), w.pause(), w.play(w.add(200, 100), {80, 60}); }},
    {"not-stable-yet", [](World& w) { w.play(w.add(200, 100), {80, 60}), w.refresh(60), w.play(w.subject()); }, 6},
    {"no-free-plane",
     [](World& w) {
         w.play(w.subject(), {40, 30});
         for (int i = 0; i < 6; ++i)
             w.play(w.add(80 + 40 * i, 10 + 35 * i), {60, 50});
     }},
    {"refused-by-test",
     [](World& w) { w.set("fail_format", "NV12"), w.set("fail_test", "-1"), w.play(w.subject(), {160, 120}, PixelFormat::Nv12); }},
    {"bandwidth-refused",
     [](World& w) {
         w.set("fail_format", "NV12"), w.set("fail_errno", "28"), w.set("fail_test", "-1");
         w.play(w.subject(), {160, 120}, PixelFormat::Nv12);
     }},
    {"quarantined",
     [](World& w) {
         w.set("fail_format", "NV12"), w.set("fail_commit", "-1");
         w.play(w.subject(), {160, 120}, PixelFormat::Nv12);
     }},
    {"switched-off", [](World& w) { w.play(w.subject()), w.control.use_planes("none"); }},
};

/// Planes in a fixed order, none of which fades or turns a picture, and no cursor plane.
std::vector<Row> const on_a_poor_display{
    {"on-plane", [](World& w) { w.play(w.subject()); }},
    {"alpha", [](World& w) { w.play(w.subject()).set_opacity(0.5); }},
    {"rotation", [](World& w) { w.play(w.subject()).set_buffer_transform(WL_OUTPUT_TRANSFORM_180); }},
    {"below-composed-content", [](World& w) { w.play(w.subject()), w.add_panel(60, 50); }},
};

Picture picture_of(Screencopy const& shot)
{
    auto const [width, height] = shot.size();
    auto const pixels = shot.pixels();
    Picture out{width, height};
    for (int i = 0; i < width * height; ++i) {
        auto const pixel = pixels[std::size_t(i)];
        out.set(i % width, i / width, {std::uint8_t(pixel >> 16), std::uint8_t(pixel >> 8), std::uint8_t(pixel)});
    }
    return out;
}

void check(Row const& row)
{
    World world;
    row.scene(world);
    world.refresh(row.frames);
    INFO(told(world.control.layers()));
    CHECK(world.verdict() == row.verdict);
}

} // namespace

TEST_CASE("each cause gives its own verdict", "[rich]")
{
    for (auto const& row : on_a_rich_display)
        DYNAMIC_SECTION(row.verdict) { check(row); }
}

TEST_CASE("each cause gives its own verdict, on a display that can do little", "[poor]")
{
    for (auto const& row : on_a_poor_display)
        DYNAMIC_SECTION(row.verdict) { check(row); }
}

TEST_CASE("a display with nothing but a primary plane has none for windows", "[bare]")
{
    check({"no-overlay-plane", [](World& w) { w.play(w.subject()); }});
}

TEST_CASE("what is shown on another card than the renderer's is composed", "[two-cards]")
{
    World world;
    world.play(world.subject());
    world.refresh(90);
    INFO(told(world.control.layers("Virtual-2")));
    CHECK(world.verdict("Virtual-2") == "other-gpu");
}

TEST_CASE("a video whose colours composition would show in another way than planes is composed", "[rich]")
{
    World world{{{"VITRAIL_COMPOSER", "wlroots"}}};
    auto const what = WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709;
    world.play(world.subject(), {160, 120}, PixelFormat::Nv12).set_yuv(what, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED);
    world.refresh(90);
    CHECK(world.verdict() == "color");
}

TEST_CASE("who records in the old way has everything composed, in the right picture, and only as long as it lasts", "[rich]")
{
    World world;
    world.play(world.subject());
    world.refresh(90);
    REQUIRE(world.verdict() == "on-plane");
    {
        Screencopy const shot{world.guest.client(), false};
        REQUIRE(world.guest.until([&] { return shot.ready || shot.failed; }));
        REQUIRE(shot.ready);
        INFO(told(world.control.layers()));
        CHECK(world.verdict() == "capture");
        CHECK(difference(picture_of(shot), display_picture()) == std::nullopt);
    }
    world.refresh(90);
    CHECK(world.verdict() == "on-plane");
}

TEST_CASE("a window with round corners is composed, until it fills the screen and has none", "[rich]")
{
    constexpr auto file = "/tmp/vitrail-verdicts-test.toml";
    std::ofstream{file} << "[looks]\ncorner-radius = 12\n[background]\ncolor = '#000000'\nhint = false\n";
    Vitrail vitrail{{"--config", file}};
    Guest guest{vitrail};
    Control control{vitrail};
    std::mt19937 random{1};
    TestWindow window{guest.client(), {.size = {160, 120}}};
    auto const verdict = [&](Extent size) {
        Film film{guest.client(), size, PixelFormat::Xrgb8888, random, 4};
        for (int i = 0; i < 90; ++i) {
            film.show_next(window.surface());
            guest.present(window.surface());
        }
        return control.layers().back().verdict;
    };
    CHECK(verdict({160, 120}) == "look");
    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    REQUIRE(guest.until([&] { return window.last().has(XDG_TOPLEVEL_STATE_FULLSCREEN); }));
    CHECK(verdict({320, 240}) == "on-plane");
}

TEST_CASE("a display that was asked often enough about an arrangement is asked nothing more", "[rich]")
{
    World world;
    Knob const one{"fail_over_planes", "1"}, refuse{"fail_test", "-1"};
    for (int i = 0; i < 10; ++i)
        world.play(i ? world.add(i * 24, i * 18) : world.subject(), {60 + i * 2, 40});
    world.refresh(120);
    INFO(told(world.control.layers()));
    CHECK(std::ranges::contains(world.control.layers(), "too-many-questions", &LayerPath::verdict));
    CHECK(world.control.counts().tests <= 16);
}

TEST_CASE("a pointer on a display without cursor planes is composed, and says so", "[poor]")
{
    World world;
    VirtualMouse const mouse;
    world.play(world.subject());
    auto const pointer = [&] {
        mouse.move(1, 1);
        world.refresh(1);
        auto const layers = world.control.layers();
        return !layers.empty() && layers.front().is_cursor() ? layers.front().verdict : "";
    };
    REQUIRE(until([&] { return !pointer().empty(); }));
    CHECK(pointer() == "software-cursor");
}
