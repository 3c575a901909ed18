#include "scene/projection.hpp"
#include "scene_world.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

namespace {

Picture picture_with(Region<Logical> opaque, Size<Logical> size)
{
    Picture out{.source = {0, 0, double(size.width), double(size.height)}, .size = size, .opaque = std::move(opaque)};
    out.content = std::make_shared<Content const>(Content{.size = {size.width, size.height}});
    return out;
}

} // namespace

TEST_CASE("a wholly opaque surface hides every pixel it touches, rounded as it is drawn")
{
    View const view{.scale = 1.25, .size = {100, 80}};
    auto const picture = picture_with(Rect<Logical>{0, 0, 11, 7}, {11, 7});
    Projection const place{view, picture, {3, 3}};
    CHECK(place.opaque() == Pixels{place.dest()});
}

TEST_CASE("of a partly opaque surface only pixels that are opaque throughout hide what is below")
{
    auto const picture = picture_with(Rect<Logical>{0, 2, 8, 5}, {10, 10});
    View const one{.scale = 1, .size = {100, 80}}, odd{.scale = 1.5, .size = {100, 80}}, two{.scale = 2, .size = {100, 80}};
    CHECK(Projection{one, picture, {0, 0}}.opaque() == Pixels{Px{0, 2, 8, 5}});
    // Edges inside the surface: rounded inwards, and half a buffer pixel further in, where the filter mixes.
    CHECK(Projection{odd, picture, {0, 0}}.opaque() == Pixels{Px{0, 4, 11, 5}});
    CHECK(Projection{two, picture, {0, 0}}.opaque() == Pixels{Px{0, 5, 15, 8}});
}
