// Windows on planes of their own, and that nobody sees the difference.

#include "output/output.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Extent size{100, 80};
constexpr int pixels = size.width * size.height;

/// A window like a video: a new picture at each refresh.
struct Film {
    explicit Film(ServerSetup const& setup = {}) : server{setup} { server.refresh(3); }

    TestServer server;
    TestClient& client = server.connect();
    TestWindow window{client, {.size = size, .color = red}};
    Argb color = red;

    /// Plays n pictures; each must be on the screen a refresh after it was drawn, `visible` pixels of it.
    void play(unsigned n, int visible = pixels)
    {
        for (unsigned i = 0; i < n; ++i) {
            color = color == blue ? red : blue;
            window.draw(color);
            server.refresh();
            INFO("picture " << i << ": " << server.screen());
            CHECK(server.screen().count(color) == visible);
        }
    }
    /// Plays until it has its plane.
    void play_until_on_plane(int visible = pixels)
    {
        for (int i = 0; i < 30 && !on_plane(); ++i)
            play(1, visible);
        INFO(name_of(verdict()));
        REQUIRE(on_plane());
    }
    /// What the display reads whole pictures of this size from, on any of its planes.
    [[nodiscard]] std::vector<wlr_buffer*> read_by(HeadlessDisplay& display, Extent of)
    {
        std::vector<wlr_buffer*> out;
        auto const add = [&](wlr_buffer* b) {
            if (BufferRef{b}.size() == Size<BufferPx>{of.width, of.height})
                out.push_back(b);
        };
        add(display.primary());
        for (auto const& p : display.overlays())
            add(p.buffer);
        return out;
    }
    [[nodiscard]] bool on_plane() { return read_by(server.display(), size).size() == 1; }
    [[nodiscard]] Verdict verdict()
    {
        for (auto const& row : server.output().placements().rows())
            if (row.buffer == Size<BufferPx>{size.width, size.height})
                return row.placement.verdict;
        return Verdict::SolidColor;
    }
    [[nodiscard]] std::uint64_t passes() { return server.output().compose_stats().passes; }
};

} // namespace

TEST_CASE("a window that changes at every refresh is shown without being copied")
{
    Film film;
    film.play_until_on_plane();
    auto const passes = film.passes(), tests = film.server.output().stats().tests;
    film.play(100);
    CHECK(film.passes() == passes);
    CHECK(film.server.output().stats().tests == tests);
    CHECK(film.verdict() == Verdict::OnPlane);
}

TEST_CASE("a window that rests is composed, and costs nothing")
{
    Film film;
    film.play_until_on_plane();
    film.server.advance(std::chrono::seconds{5});
    CHECK(film.server.screen().count(film.color) == pixels);
    auto const commits = film.server.display().commits();
    film.server.advance(std::chrono::seconds{60});
    CHECK(film.server.display().commits() == commits);
}

TEST_CASE("a translucent panel over a fast window is composed once, and the window keeps its plane below it")
{
    Film film;
    TestWindow panel{film.client, {.size = {40, 30}, .color = 0x80008000}};
    film.server.refresh(3);
    auto const box = film.server.screen().box_of(0xff7f8000);
    INFO(film.server.screen());
    REQUIRE((box.width == 40 && box.height == 30));
    film.play_until_on_plane(pixels - 40 * 30);

    auto const passes = film.passes();
    for (int i = 0; i < 20; ++i) {
        film.play(1, pixels - 40 * 30);
        CHECK(film.server.screen().box_of(film.color == red ? 0xff7f8000 : 0xff00807f) == box);
    }
    CHECK(film.passes() == passes);
    CHECK(film.on_plane());
}

TEST_CASE("a window on a plane stays there while it is moved")
{
    Film film;
    TestSubsurface video{film.window.surface()};
    video.set_desync();
    auto const show = [&](int i) {
        video.set_position(i / 2 % 50, i / 2 % 40);
        video.surface().show({30, 20}, i % 2 ? green : yellow);
        film.window.surface().commit();
        film.server.refresh();
        CHECK(film.server.screen().count(i % 2 ? green : yellow) == 30 * 20);
    };
    for (int i = 0; i < 30; ++i)
        show(i % 2);
    auto const& stats = film.server.output().stats();
    auto const tests = stats.tests;
    for (int i = 0; i < 200; ++i) {
        show(i);
        CHECK(film.read_by(film.server.display(), {30, 20}).size() == 1);
    }
    CHECK(stats.tests == tests);
}

TEST_CASE("a buffer on a plane goes back to its client only when another one is shown there")
{
    Film film;
    film.play_until_on_plane();
    TestBuffer first{film.client, size, green}, second{film.client, size, yellow};
    auto const show = [&](TestBuffer& buffer) {
        film.window.surface().attach(&buffer);
        film.window.surface().commit();
        film.server.settle();
    };
    show(first);
    film.server.refresh(2);
    REQUIRE(film.on_plane());
    CHECK(film.server.screen().count(green) == pixels);
    CHECK(first.releases() == 0);
    show(second);
    CHECK(first.releases() == 0); // still being read
    auto const shown = [&] { return film.server.screen().count(yellow) == pixels; };
    while (!shown()) {
        CHECK(first.releases() == 0);
        REQUIRE(film.server.run_until([&, before = film.server.loop().now()] { return film.server.loop().now() > before; }));
    }
    film.server.settle();
    CHECK(first.releases() == 1);
    CHECK(second.releases() == 0);
}

TEST_CASE("a buffer that two displays show goes back when neither shows it any more")
{
    Film film;
    film.server.plug("HEADLESS-2", {320, 240});
    film.server.place("HEADLESS-2", {0, 0}, 1); // both show the same part of the desktop
    film.play_until_on_plane();
    film.play(10);
    TestBuffer first{film.client, size, green}, second{film.client, size, yellow};
    auto const show = [&](TestBuffer& buffer) {
        film.window.surface().attach(&buffer);
        film.window.surface().commit();
        film.server.settle();
    };
    auto const count = [&](char const* display, Argb color) { return film.server.screen(display).count(color); };
    show(first);
    film.server.refresh(2);
    REQUIRE(film.read_by(film.server.display("HEADLESS-2"), size).size() == 1);
    REQUIRE(count("HEADLESS-1", green) == pixels);
    REQUIRE(count("HEADLESS-2", green) == pixels);
    show(second);
    REQUIRE(film.server.run_until([&] {
        bool const seen = count("HEADLESS-1", green) != 0 || count("HEADLESS-2", green) != 0;
        CHECK((!seen || first.releases() == 0));
        return !seen;
    }));
    film.server.refresh();
    CHECK(first.releases() == 1);
}

TEST_CASE("a client that dies takes its picture off its plane")
{
    Film film;
    film.play_until_on_plane();
    film.client.kill();
    film.server.refresh(3);
    CHECK_FALSE(film.on_plane());
    CHECK(film.server.screen().count(black) == 320 * 240);
}

TEST_CASE("a plane that is taken away costs no picture")
{
    Film film;
    film.play_until_on_plane();
    film.server.display().set_overlays(0);
    film.play(10);
    CHECK(film.server.display().overlays().empty());
    CHECK(film.server.output().stats().refused == 0);
    film.server.display().set_overlays(4);
    film.play_until_on_plane();
}

TEST_CASE("a display that fails to show what it had allowed costs no picture, and is tried again later")
{
    Film film;
    film.server.display().refuse_commits(-1);
    film.play(30);
    CHECK(film.server.output().stats().refused <= 2);
    CHECK(film.server.output().stats().refused >= 1);
    CHECK(film.verdict() == Verdict::Quarantined);
    film.server.display().refuse_commits(0);
    for (int i = 0; i < 500 && !film.on_plane(); ++i)
        film.play(1);
    CHECK(film.on_plane());
}

TEST_CASE("with planes switched off the same picture is composed")
{
    Film film;
    film.play_until_on_plane();
    film.server.output().use_planes(PlaneUse::None);
    film.play(5);
    CHECK(film.server.display().overlays().empty());
    CHECK(film.verdict() == Verdict::SwitchedOff);
    film.server.output().use_planes(PlaneUse::All);
    film.play_until_on_plane();
}

TEST_CASE("a picture that reaches over the edge of the screen is cut there, on a plane too")
{
    Film film{{.screen = {110, 90}}};
    TestSubsurface video{film.window.surface()};
    video.set_desync();
    video.set_position(80, 70);
    film.window.surface().commit();
    for (int i = 0; i < 20; ++i) {
        video.surface().show({60, 60}, i % 2 ? green : yellow);
        film.server.refresh();
        auto const seen = film.server.screen().box_of(i % 2 ? green : yellow);
        CHECK(seen.x + seen.width == 110);
        CHECK(seen.y + seen.height == 90);
    }
    CHECK(film.read_by(film.server.display(), {60, 60}).size() == 1);
}
