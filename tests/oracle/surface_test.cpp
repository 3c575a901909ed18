// What clients are told about their surfaces, and what of them takes input.

#include "backend/headless.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "own_stage.hpp"
#include "scene/picture_node.hpp"
#include "scene/scene.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>

#include <ranges>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A whole Vitrail with one window of 40x30 in its top left corner.
struct OneWindow {
    OneWindow()
    {
        stage.set_screen({});
        stage.adopt(window, {0, 0});
        window.show({40, 30}, red);
        std::ignore = stage.draw();
    }

    [[nodiscard]] Scene& scene() { return stage.server().server().scene(); }

    OwnStage stage;
    TestSurface window{stage.client()};
};

void raise_descriptor_limit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

TEST_CASE("a commit without damage shows what was there, and its buffer comes back at once")
{
    OneWindow world;
    TestBuffer same{world.stage.client(), {40, 30}, red};
    world.window.attach_only(same);
    world.window.commit();
    world.stage.settle();
    CHECK(same.releases() == 1);
    CHECK(world.stage.draw().count(red) == 40 * 30);
}

TEST_CASE("who is covered is called back when it is seen again, not before")
{
    OneWindow world;
    TestSurface cover{world.stage.client()};
    world.stage.adopt(cover, {0, 0});
    cover.show({40, 30}, blue);
    std::ignore = world.stage.draw();

    world.window.request_frame();
    world.window.show({40, 30}, green);
    cover.show({40, 30}, yellow); // the screen goes on meanwhile
    CHECK(world.stage.draw().count(yellow) == 40 * 30);
    CHECK(world.window.frames_done == 0);

    world.stage.move(cover, {60, 0});
    CHECK(world.stage.draw().count(green) == 40 * 30);
    CHECK(world.window.frames_done == 1);
}

TEST_CASE("a surface is on the outputs that it reaches, and hidden it stays where it was")
{
    OneWindow world;
    auto& server = world.stage.server();
    server.plug("HEADLESS-2", {160, 120});
    auto const second = server.output("HEADLESS-2").area().origin();
    server.refresh(3);
    REQUIRE(world.window.on_outputs.size() == 1);

    world.stage.move(world.window, second - Point<Logical>{20, 0});
    server.refresh(3);
    CHECK(world.window.on_outputs.size() == 2);

    world.stage.move(world.window, second + Point<Logical>{20, 0});
    server.refresh(3);
    REQUIRE(world.window.on_outputs.size() == 1);

    world.stage.tree_of(world.window).set_enabled(false);
    server.refresh(3);
    CHECK(world.window.on_outputs.size() == 1);

    world.stage.move(world.window, {0, 0});
    world.stage.tree_of(world.window).set_enabled(true);
    server.refresh(3);
    CHECK(world.window.on_outputs.size() == 1);
}

TEST_CASE("a client is told the scale and transform of the output that shows most of its surface")
{
    OneWindow world;
    auto& server = world.stage.server();
    server.plug("HEADLESS-2", {160, 120});
    auto& second = server.output("HEADLESS-2");
    server.server().outputs().place(second, second.area().origin(), 2, Transform::R90);
    server.refresh(3);
    CHECK(world.window.preferred_scale == 1);

    world.stage.move(world.window, second.area().origin() - Point<Logical>{5, 0});
    server.refresh(3);
    CHECK(world.window.preferred_scale == 2);
    CHECK(world.window.preferred_transform == 1);
}

TEST_CASE("the output that shows most of a surface paces it, and another one when that goes")
{
    OneWindow world;
    auto& server = world.stage.server();
    server.plug("HEADLESS-2", {160, 120});
    auto const second = server.output("HEADLESS-2").area().origin();
    world.stage.move(world.window, second - Point<Logical>{15, 0});
    server.refresh(3);
    auto& node = world.stage.tree_of(world.window).node();
    CHECK(node.pacing_viewport() == &server.output("HEADLESS-2").viewport());

    world.window.request_frame();
    world.window.commit();
    server.settle();
    server.unplug("HEADLESS-2");
    server.refresh(3);
    CHECK(node.pacing_viewport() == &server.output().viewport());
    CHECK(world.window.frames_done == 1);
}

TEST_CASE("a picture that a display took with it was never presented")
{
    OneWindow world;
    world.window.request_feedback();
    world.window.show({40, 30}, green);
    auto& server = world.stage.server();
    REQUIRE(server.run_until([&] { return server.output().state() == Output::State::WaitingForFlip; }));
    server.unplug("HEADLESS-1");
    server.settle();
    REQUIRE(world.window.feedback.size() == 1);
    CHECK_FALSE(world.window.feedback[0].presented);
}

TEST_CASE("only a picture that was not copied is presented as such")
{
    constexpr std::uint32_t zero_copy = 8; // wp_presentation_feedback.kind
    OneWindow world;
    auto const& output = world.stage.server().output();
    int copied = 0, shown = 0;
    for (int i = 0; i < 30; ++i) { // in time it gets a plane
        world.window.request_feedback();
        world.window.show({160, 120}, green);
        world.stage.server().refresh();
        REQUIRE(world.window.feedback.size() == std::size_t(i) + 1);
        bool const on_plane = output.placements().rows().at(0).placement.plane.has_value();
        CHECK(((world.window.feedback.back().flags & zero_copy) != 0) == on_plane);
        ++(on_plane ? shown : copied);
    }
    CHECK(shown > 0);
    CHECK(copied > 0);
}

TEST_CASE("a surface that its client destroyed is gone from the screen, whoever still holds its node")
{
    OneWindow world;
    auto other = std::make_unique<TestSurface>(world.stage.client());
    world.stage.adopt(*other, {50, 50});
    other->show({10, 10}, blue);
    CHECK(world.stage.draw().count(blue) == 100);
    auto& tree = world.stage.tree_of(*other);
    other.reset();
    CHECK(world.stage.draw().count(blue) == 0);
    CHECK(tree.surface() == nullptr);
    CHECK(tree.extents().empty());
}

TEST_CASE("a pointer hits the topmost surface that wants input there")
{
    OneWindow world;
    TestSurface above{world.stage.client()};
    world.stage.adopt(above, {10, 10});
    above.set_input(0, 0, 5, 20);
    above.show({20, 20}, blue);
    world.stage.settle();

    auto const& under = world.stage.tree_of(world.window);
    auto const hit = world.scene().hit({12.5, 13.25});
    REQUIRE(hit);
    CHECK(hit->surface == world.stage.tree_of(above).surface());
    CHECK(hit->local == FPoint<Logical>{2.5, 3.25});
    CHECK(world.scene().hit({16, 13})->surface == under.surface()); // beside the region
    CHECK_FALSE(world.scene().hit({100, 100}));

    ColorNode dimmed{world.scene().stratum(Stratum::Overlay), {160, 120}, {0, 0, 0, 0.5F}};
    CHECK(world.scene().hit({16, 13})->surface == under.surface()); // pictures of our own take none

    world.stage.tree_of(above).node().set_cursor_role({0, 0});
    CHECK(world.scene().hit({12, 13})->surface == under.surface()); // nor do cursors
    world.stage.tree_of(world.window).set_enabled(false);
    CHECK_FALSE(world.scene().hit({16, 13}));
}

TEST_CASE("a client that nests five hundred sub-surfaces shows the outer ones and harms nobody")
{
    raise_descriptor_limit(); // a buffer each, and users often have no more than 1024
    OneWindow world;
    std::vector<std::unique_ptr<TestSubsurface>> nested;
    for (int i = 0; i < 500; ++i) {
        auto& parent = nested.empty() ? world.window : nested.back()->surface();
        nested.push_back(std::make_unique<TestSubsurface>(parent));
        nested.back()->set_position(1, 0);
        nested.back()->surface().show({1, 1}, blue);
    }
    for (auto const& one : std::views::reverse(nested))
        one->surface().commit();
    world.window.commit();
    CHECK(world.stage.draw().count(blue) == 64);
    while (!nested.empty())
        nested.pop_back();
    CHECK(world.stage.draw().count(red) == 40 * 30);
}

TEST_CASE("opacity fades a surface with all its sub-surfaces, also those that come later")
{
    OneWindow world;
    world.stage.tree_of(world.window).set_opacity(0.5F);
    TestSubsurface sub{world.window};
    sub.surface().show({10, 10}, white);
    world.window.commit();
    auto const picture = world.stage.draw();
    CHECK(picture.at(30, 20) == 0xff7f0000);
    CHECK(picture.at(5, 5) == 0xffbf7f7f);
}
