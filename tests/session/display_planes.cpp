// The software display by itself: what it shows of the planes it is given, and what it refuses. Frames are made by hand.

#include "wall.hpp"

#include <random>

using namespace vitrail;
using namespace vitrail::test;

namespace {

Layer layer_of(std::shared_ptr<Content const> content, Point<OutputPx> at, float alpha = 1)
{
    static std::uint64_t next = 1;
    Rect<OutputPx> const dest{at.x, at.y, content->size.width, content->size.height};
    auto const source = FRect<BufferPx>::of(Rect<BufferPx>::of(content->size));
    bool const opaque = alpha >= 1 && !has_alpha(content->format);
    Region<OutputPx> const on_screen{dest.intersected(Rect<OutputPx>::of(screen_size))};
    return {.id = {next++},
            .content = std::move(content),
            .source = source,
            .dest = dest,
            .alpha = alpha,
            .opaque = opaque ? on_screen : Region<OutputPx>{},
            .visible = on_screen};
}

/// A frame that shows these layers, top to bottom; `heights` says at which zpos a plane of its own is for each, or that
/// it is composed.
Frame frame_of(Wall& wall, std::vector<Layer> layers, std::vector<std::optional<int>> const& heights, int composed_zpos = 0)
{
    LayerStack stack{.layers = std::move(layers), .size = screen_size};
    Frame out{.stack = std::make_shared<LayerStack const>(std::move(stack))};
    out.assignment = {.composed = wall.primary(), .composed_zpos = composed_zpos};
    std::size_t overlays = 0;
    for (auto const& height : heights)
        out.assignment.placements.push_back(height ? Placement{wall.overlay(overlays++), Verdict::OnPlane, *height}
                                                   : Placement{});
    return out;
}

} // namespace

TEST_CASE("planes lie at their heights, wherever they come in the list of planes")
{
    Wall wall;
    auto const top = layer_of(wall.sheet({20, 20}, red), {0, 0}), bottom = layer_of(wall.sheet({20, 20}, blue), {10, 10});
    REQUIRE(wall.show(frame_of(wall, {top, bottom}, {2, 1})) == Commit::Queued);
    wall.vblank();
    CHECK(wall.seen().at(15, 15) == red);
    CHECK(wall.seen().at(25, 25) == blue);
    CHECK(wall.seen().at(40, 40) == black);
    CHECK(wall.display().overlays()
          == std::vector<OnPlane>{{wall.overlay(1), bottom.content->buffer.get(), 1},
                                  {wall.overlay(0), top.content->buffer.get(), 2}});
}

TEST_CASE("a plane below the composed picture is seen where that has a hole")
{
    Wall wall;
    auto const panel = layer_of(wall.sheet({20, 10}, 0x80800000), {10, 0}), video = layer_of(wall.sheet({40, 30}, blue), {0, 0});
    REQUIRE(wall.show(frame_of(wall, {panel, video}, {std::nullopt, 0}, 1)) == Commit::Queued);
    wall.vblank();
    CHECK(wall.seen().at(5, 5) == blue);
    CHECK(wall.seen().at(15, 5) == 0xff80007f);
    CHECK(wall.seen().at(50, 40) == black);
}

TEST_CASE("planes blend to the very pixels of a composition")
{
    std::mt19937 random{7};
    auto const number = [&](int low, int high) { return std::uniform_int_distribution{low, high}(random); };
    Wall wall;
    for (int scene = 0; scene < 20; ++scene) {
        std::vector<Layer> layers;
        for (int i = 0; i < 4; ++i) {
            Size<BufferPx> const size{number(1, 60), number(1, 40)};
            std::vector<Argb> pixels(std::size_t(size.area()));
            for (auto& p : pixels) {
                int const a = number(0, 255);
                p = Argb(a) << 24 | Argb(number(0, a)) << 16 | Argb(number(0, a)) << 8 | Argb(number(0, a));
            }
            float const alpha = number(0, 2) ? 1.0F : float(number(1, 99)) / 100;
            auto const format = number(0, 3) ? DRM_FORMAT_ARGB8888 : DRM_FORMAT_XRGB8888;
            layers.push_back(layer_of(wall.sheet(size, pixels, format), {number(-20, 50), number(-20, 40)}, alpha));
        }
        REQUIRE(wall.show(frame_of(wall, layers, {4, 3, 2, 1})) == Commit::Queued);
        wall.vblank();
        auto const on_planes = wall.seen();
        REQUIRE(wall.show(frame_of(wall, layers, {{}, {}, {}, {}})) == Commit::Queued);
        wall.vblank();
        INFO("scene " << scene);
        CHECK(wall.display().overlays().empty());
        CHECK(on_planes == wall.seen());
    }
}

TEST_CASE("a buffer is on its plane until the vblank that replaces it")
{
    Wall wall;
    auto first = wall.sheet({20, 20}, red), second = wall.sheet({20, 20}, green);
    wlr_buffer* const buffer = first->buffer.get();
    REQUIRE(wall.show(frame_of(wall, {layer_of(std::move(first), {0, 0})}, {1})) == Commit::Queued);
    wall.vblank();
    REQUIRE(wall.show(frame_of(wall, {layer_of(second, {0, 0})}, {1})) == Commit::Queued);
    REQUIRE(wall.display().overlays().size() == 1);
    CHECK(wall.display().overlays()[0].buffer == buffer);
    CHECK(wall.seen().at(0, 0) == red); // reads it still
    wall.vblank();
    CHECK(wall.display().overlays()[0].buffer == second->buffer.get());
    CHECK(wall.seen().at(0, 0) == green);
}

TEST_CASE("what the display cannot show it refuses when it is asked, and shows nothing of it")
{
    Wall wall{{.overlays = 2, .planes_together = 2, .blends = false}};
    auto const plain = layer_of(wall.sheet({10, 10}, red), {0, 0}), lower = layer_of(wall.sheet({10, 10}, blue), {20, 0});
    CHECK(wall.ask(frame_of(wall, {plain}, {1})) == TestAnswer::Allowed);
    CHECK(wall.ask(frame_of(wall, {plain, lower}, {2, 1})) == TestAnswer::NoBandwidth);
    CHECK(wall.ask(frame_of(wall, {plain}, {0})) == TestAnswer::Refused); // where the primary plane is
    CHECK(wall.ask(frame_of(wall, {plain}, {3})) == TestAnswer::Refused); // higher than planes go
    CHECK(wall.ask(frame_of(wall, {layer_of(wall.sheet({10, 10}, red), {0, 0}, 0.5F)}, {1})) == TestAnswer::Refused);
    CHECK(wall.ask(frame_of(wall, {layer_of(wall.sheet({10, 10}, 0x40400000), {0, 0})}, {1})) == TestAnswer::Refused);
    auto enlarged = plain;
    enlarged.dest.width = 20;
    CHECK(wall.ask(frame_of(wall, {enlarged}, {1})) == TestAnswer::Refused);
    CHECK(wall.show(frame_of(wall, {enlarged}, {1})) == Commit::Refused);
    CHECK(wall.seen().count(red) == 0);

    auto gone = frame_of(wall, {plain, lower}, {std::nullopt, 1});
    wall.display().set_overlays(0);
    CHECK(wall.caps().find(PlaneType::Overlay) == nullptr);
    CHECK(wall.ask(std::move(gone)) == TestAnswer::Refused);
}

TEST_CASE("a display whose planes cannot be moved has its overlays above the composed picture")
{
    Wall wall{{.overlays = 2, .movable_zpos = false}};
    for (auto const& plane : wall.caps().planes)
        CHECK(plane.zpos_min == plane.zpos_max);
    auto const a = layer_of(wall.sheet({10, 10}, red), {0, 0}), b = layer_of(wall.sheet({10, 10}, blue), {5, 5});
    CHECK(wall.ask(frame_of(wall, {a, b}, {1, 2})) == TestAnswer::Allowed);
    CHECK(wall.ask(frame_of(wall, {a, b}, {2, 1})) == TestAnswer::Refused);
    CHECK(wall.ask(frame_of(wall, {a}, {1}, 2)) == TestAnswer::Refused);
}

TEST_CASE("a mode set leaves no plane on")
{
    Wall wall;
    REQUIRE(wall.show(frame_of(wall, {layer_of(wall.sheet({20, 20}, red), {0, 0})}, {1})) == Commit::Queued);
    wall.vblank();
    REQUIRE(wall.seen().count(red) == 400);
    REQUIRE(wall.scanout().enable(Mode{.size = screen_size}));
    wall.vblank();
    CHECK(wall.display().overlays().empty());
    CHECK(wall.seen().count(black) == screen_size.area());
}
