// A GPU that loses everything it was told costs nobody a picture: a screen whose renderer loses its context at random
// moments shows what one does whose renderer never does. The seed is VITRAIL_SEED; VITRAIL_FULL=1 loses it 200 times,
// otherwise 20.

#include "backend/backend.hpp"
#include "compare.hpp"
#include "output/output.hpp"
#include "own_stage.hpp"
#include "render/renderer.hpp"
#include "script.hpp"
#include "session.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>

using namespace vitrail;
using namespace vitrail::test;

namespace {

std::ptrdiff_t descriptors()
{
    return std::distance(std::filesystem::directory_iterator{"/proc/self/fd"}, std::filesystem::directory_iterator{});
}

long resident_pages()
{
    long whole = 0, resident = 0;
    std::ifstream{"/proc/self/statm"} >> whole >> resident;
    return resident;
}

} // namespace

TEST_CASE("pictures are the same after the GPU lost its context")
{
    OwnStage losing, keeping;
    Dice dice{first_seed()};
    Script script{losing, keeping, first_seed() * 1000};
    for (int losses = 0; losses < scene_count(20, 200);) {
        script.step();
        if (dice.chance(50)) {
            losing.server().server().renderer().lose();
            ++losses;
        }
        auto const picture = losing.draw();
        auto const found = difference(picture, keeping.draw(), losing);
        if (!found.empty())
            FAIL(std::format("seed {}, after {} losses: {}\n{}", first_seed(), losses, found, script.log()));
    }
    CHECK_FALSE(losing.server().server().renderer().lost());
}

TEST_CASE("nothing of a lost context is kept")
{
    constexpr long some_pages = 512; // 2 MiB
    OwnStage losing, keeping;
    Script script{losing, keeping, first_seed() * 1000};
    for (int i = 0; i < 30; ++i)
        script.step();
    auto const lose = [&] {
        losing.server().server().renderer().lose();
        std::ignore = losing.draw();
    };
    // Drivers keep something of every context, whoever makes it.
    auto const make_another = [&] { std::ignore = Renderer::create(losing.server().server().backend().c()); };
    auto const pages_of = [](int times, auto const& what) {
        auto const before = resident_pages();
        for (int i = 0; i < times; ++i)
            what();
        return resident_pages() - before;
    };
    std::ignore = pages_of(10, lose); // whatever is made once has been made then
    auto const open_before = descriptors();
    int const times = scene_count(20, 200);
    auto const drivers_part = pages_of(times, make_another);
    CHECK(pages_of(times, lose) <= drivers_part + some_pages);
    CHECK(descriptors() == open_before);
}

TEST_CASE("a picture whose client did away with its memory is still there after the GPU lost its copy")
{
    constexpr Extent size{100, 80};
    bool const at_once = GENERATE(true, false); // or when it is on the screen
    TestServer server{{.display = {.direct_scanout = false, .overlays = 0}}};
    auto& client = server.connect();
    auto picture = std::make_unique<TestBuffer>(client, size, red, TestBuffer::Memory::Ordinary);
    TestWindow window{client, {.size = size, .paint = [&](TestWindow& w) {
        w.surface().attach(picture.get());
        w.surface().commit();
        if (at_once)
            picture.reset();
    }}};
    server.refresh(3);
    picture.reset();
    REQUIRE(server.screen().count(red) == 100 * 80);

    server.server().renderer().lose();
    TestWindow other{client, {.size = {20, 20}, .color = blue}}; // something has to be painted
    server.refresh(3);
    CHECK(server.screen().count(blue) == 20 * 20);
    CHECK(server.screen().count(red) == 100 * 80 - 20 * 20);
}

TEST_CASE("a picture that is scaled is the same, whatever parts of it were painted again")
{
    TestServer server{{.display = {.direct_scanout = false, .overlays = 0}}};
    auto& client = server.connect();
    TestWindow window{client};
    TestBuffer picture{client, {97, 61}, black};
    Dice dice{first_seed()};
    for (int y = 0; y < 61; ++y)
        for (int x = 0; x < 97; ++x)
            picture.fill(x, y, 1, 1, dice.color(true));
    window.surface().attach(&picture);
    window.surface().set_destination(211, 173);
    window.surface().commit();
    server.refresh(2);
    auto const whole = server.screen();

    TestSubsurface cover{window.surface()};
    cover.set_desync();
    for (int i = 0; i < 100; ++i) {
        cover.set_position(dice.number(200), dice.number(160));
        cover.surface().show({1 + dice.number(40), 1 + dice.number(40)}, red);
        window.surface().commit();
        server.refresh(2);
    }
    cover.surface().attach(nullptr);
    cover.surface().commit();
    server.refresh(2);
    CHECK(std::ranges::equal(server.screen().pixels, whole.pixels)); // printed they would fill pages
}
