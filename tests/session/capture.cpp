// Pictures of displays for recorders (ext-image-copy-capture).

#include "capture_recorder.hpp"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// Two windows, one over the other, and the arrow.
struct Desk {
    TestTheme theme;
    TestServer server;
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestWindow below{client, {.size = {200, 150}, .color = blue}};
    TestWindow above{client, {.size = {60, 40}, .color = 0x80008000}};
    TestClient& other = server.connect();

    Desk()
    {
        mouse.move_to(150, 100);
        server.refresh(3);
    }
};

} // namespace

TEST_CASE("a screenshot shows what the screen shows, with the cursor")
{
    Desk desk;
    Recorder recorder{desk.other, with_cursor};
    CHECK(recorder.size == Extent{320, 240});
    REQUIRE(recorder.capture());
    CHECK(desk.server.screen().count(TestTheme::arrow) == TestTheme::size * TestTheme::size);
    CHECK(recorder.picture() == desk.server.screen());
}

TEST_CASE("a screenshot without the cursor lacks nothing else, and the cursor stays on the screen")
{
    Desk desk;
    Recorder recorder{desk.other};
    REQUIRE(recorder.capture());
    auto const picture = recorder.picture();
    CHECK(picture.count(TestTheme::arrow) == 0);
    auto const screen = desk.server.screen();
    CHECK(screen.count(TestTheme::arrow) == TestTheme::size * TestTheme::size);
    int different = 0;
    for (int y = 0; y < screen.height; ++y)
        for (int x = 0; x < screen.width; ++x)
            different += picture.at(x, y) != screen.at(x, y) && screen.at(x, y) != TestTheme::arrow;
    CHECK(different == 0);
}

TEST_CASE("two recorders get each its own: one with the cursor, one without")
{
    Desk desk;
    Recorder with{desk.other, with_cursor}, without{desk.other};
    REQUIRE(with.capture());
    REQUIRE(without.capture());
    REQUIRE(with.picture().count(TestTheme::arrow) > 0);
    CHECK(without.picture().count(TestTheme::arrow) == 0);
}

TEST_CASE("a recording costs the screen nothing: a film stays on its plane, and no refresh is missed")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow film{client, {.color = red, .fullscreen = true}};
    auto const play = [&](int frames, Recorder* recorder) {
        for (int i = 0; i < frames; ++i) {
            if (recorder)
                recorder->ask();
            film.draw(i % 2 ? red : blue);
            server.refresh();
            if (recorder) {
                CHECK(recorder->ready);
                CHECK(recorder->picture() == server.screen());
            }
        }
    };
    play(12, nullptr);
    auto& output = server.output();
    auto const before = output.stats();
    play(20, nullptr);
    auto const unwatched = output.stats();
    Recorder recorder{server.connect()};
    REQUIRE(recorder.capture());
    auto const start = output.stats();
    play(20, &recorder);
    auto const watched = output.stats();
    CHECK(unwatched.direct - before.direct == 20);
    CHECK(watched.direct - start.direct == 20);
    CHECK(watched.composed == start.composed);
    CHECK(watched.flips - start.flips == unwatched.flips - before.flips);
}

TEST_CASE("a recorder gets a new picture when something has changed, and is told where")
{
    Desk desk;
    Recorder recorder{desk.other};
    REQUIRE(recorder.capture());
    CHECK(recorder.damage == Region<OutputPx>{Rect<OutputPx>{0, 0, 320, 240}});
    recorder.ask();
    desk.server.refresh(5);
    CHECK_FALSE(recorder.ready);
    desk.above.draw(yellow);
    desk.server.refresh(2);
    REQUIRE(recorder.ready);
    auto const box = desk.server.screen().box_of(yellow);
    CHECK(recorder.damage.bounds() == Rect<OutputPx>{box.x, box.y, box.width, box.height});
    CHECK(recorder.picture().count(yellow) == 60 * 40);
}

TEST_CASE("a recorder that waits at a static screen costs nothing")
{
    Desk desk;
    Recorder recorder{desk.other, with_cursor};
    REQUIRE(recorder.capture());
    recorder.ask();
    desk.server.advance(std::chrono::seconds{5}); // until the mark that somebody records is there
    auto const wakeups = desk.server.loop().timer_wakeups();
    auto const commits = desk.server.output().stats().commits;
    desk.server.advance(std::chrono::seconds{10});
    CHECK(desk.server.loop().timer_wakeups() == wakeups);
    CHECK(desk.server.output().stats().commits == commits);
}

TEST_CASE("a recording of a turned and scaled display says how it is turned")
{
    Desk desk;
    desk.server.place("HEADLESS-1", {0, 0}, 1.5, Transform::R90);
    desk.server.refresh(3);
    Recorder recorder{desk.other, with_cursor};
    REQUIRE(recorder.capture());
    CHECK(recorder.transform == 1); // WL_OUTPUT_TRANSFORM_90
    CHECK(recorder.picture() == desk.server.screen());
}

TEST_CASE("a display that changes its size tells its recorders, and goes on")
{
    Desk desk;
    Recorder recorder{desk.other};
    REQUIRE(recorder.capture());
    desk.server.resize("HEADLESS-1", {400, 300});
    desk.server.refresh(3);
    CHECK(recorder.size == Extent{400, 300});
    REQUIRE(recorder.capture());
    CHECK(recorder.picture().width == 400);
}

TEST_CASE("a recording ends with its display, and a display that is off cannot be recorded")
{
    Desk desk;
    desk.server.plug("HEADLESS-2", {320, 240});
    desk.server.refresh(2);
    Recorder recorder{desk.other, 0, 1};
    REQUIRE(recorder.capture());
    recorder.ask();
    desk.server.unplug("HEADLESS-2");
    CHECK(recorder.failed);
    CHECK(recorder.stopped);
    CHECK(desk.other.alive());
}

TEST_CASE("recorders come and go a hundred times, with frames under way")
{
    Desk desk;
    for (int i = 0; i < 100; ++i) {
        Recorder recorder{desk.other, i % 2 ? with_cursor : 0};
        recorder.ask();
        if (i % 3 == 0)
            desk.below.draw(i % 2 ? red : blue);
        if (i % 5)
            desk.server.refresh();
    }
    auto& crashing = desk.server.connect();
    Recorder recorder{crashing};
    recorder.ask();
    crashing.kill();
    desk.server.refresh(2);
    CHECK(desk.other.alive());
}
