// One Placement for each layer, shared by all frames that have the same decision.

#include "frame/assignment.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

constexpr PlaneId primary{31}, overlay{32};
constexpr Placement in_picture{std::nullopt, Verdict::SlowUpdates};

} // namespace

TEST_CASE("what is changed in a copy of a decision stays in that copy")
{
    PlacementList const before{3, in_picture};
    PlacementList after = before;
    CHECK(&after[0] == &before[0]); // shared until then
    after.edit(1) = {overlay, Verdict::OnPlane, 2};
    CHECK(before[1] == in_picture);
    CHECK(after[1].plane == overlay);
    CHECK(after != before);
    after.edit(1) = in_picture;
    CHECK(after == before); // equal, though not shared any more
    after.push_back(in_picture);
    CHECK(after.size() == 4);
    CHECK(before.size() == 3);
}

TEST_CASE("the layers that have a plane are known from the top, also after a change")
{
    Assignment assignment{.placements = {4, in_picture}, .composed = primary};
    CHECK(assignment.placements.on_planes().empty());
    CHECK_FALSE(assignment.layer_on(overlay));
    assignment.placements.edit(3).plane = primary;
    assignment.placements.edit(1).plane = overlay;
    CHECK(assignment.placements.on_planes() == std::vector<std::size_t>{1, 3});
    CHECK(assignment.layer_on(overlay) == 1);
    assignment.placements.edit(1) = in_picture;
    CHECK(assignment.placements.on_planes() == std::vector<std::size_t>{3});
    CHECK_FALSE(assignment.layer_on(overlay));
    CHECK(PlacementList{}.on_planes().empty());
}
