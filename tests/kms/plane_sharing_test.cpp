// Overlay planes that several displays may use, one at a time.

#include "knob.hpp"
#include "plane_device.hpp"
#include "writeback.hpp"

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A card with two displays, and overlays that either may have.
struct TwoDisplays {
    explicit TwoDisplays(std::string const& own, std::string const& shared)
        : device{{{"VKMS_CRTCS", "2"}, {"VKMS_OVERLAYS", own}, {"VKMS_SHARED_OVERLAYS", shared}}}
    {
    }
    PlaneDevice device;
    DirectDisplays displays;
    Scanout &left = displays.at("Virtual-1"), &right = displays.at("Virtual-2");
};

Hand plain(Scanout& display) { return {display, painted(blue)}; }

Hand with_overlay(Scanout& display)
{
    Hand out{display, painted(blue)};
    out.overlay(0, painted(red, {64, 64}), {30, 20, 64, 64});
    return out;
}

} // namespace

TEST_CASE("a plane that both displays may use is offered to one as long as the other shows it")
{
    TwoDisplays two{"0", "1"};
    auto& [device, displays, left, right] = two;
    REQUIRE(overlays(left).size() == 1);
    REQUIRE(overlays(right).size() == 1);
    auto const before = right.caps().version;

    auto const frame = with_overlay(left);
    auto const late = with_overlay(right);
    REQUIRE(displays.show(left, frame.frame));
    CHECK(overlays(right).empty());
    CHECK(right.caps().version > before);
    CHECK(overlays(left).size() == 1);
    // Decided before the left one took it: refused without a word to the kernel, and composed instead.
    CHECK(late.test() == TestAnswer::Refused);
    CHECK_FALSE(displays.commit(right, late.frame));
    CHECK(displays.show(right, plain(right).frame));

    auto const without = plain(left);
    REQUIRE(displays.commit(left, without.frame));
    CHECK(overlays(right).empty()); // the left one still shows it
    REQUIRE(displays.turn_until([&] { return displays.shown(left); }));
    REQUIRE(overlays(right).size() == 1);
    CHECK(displays.show(right, with_overlay(right).frame));
    CHECK(display_picture(1).at(40, 30) == Rgba{255, 0, 0});
    CHECK(display_picture(0).at(40, 30) == Rgba{0, 0, 255});
}

TEST_CASE("displays that hand a plane to and fro never have a commit refused")
{
    TwoDisplays two{"1", "1"};
    auto& [device, displays, left, right] = two;
    std::vector<Frame> kept; // as an Output keeps what is on its screen
    auto const commit = [&](Scanout& d, Frame frame) { return displays.commit(d, kept.emplace_back(std::move(frame))); };
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        for (Scanout* d : {&left, &right}) {
            REQUIRE(displays.turn_until([&] { return displays.shown(*d); }));
            Hand frame{*d, painted(blue)};
            int const wanted = (i + (d == &left ? 0 : 1)) % 3;
            for (std::size_t p = 0; p < std::min(overlays(*d).size(), std::size_t(wanted)); ++p)
                frame.overlay(p, painted(red, {64, 64}), {int(p) * 80, 0, 64, 64});
            REQUIRE(commit(*d, std::move(frame.frame)));
        }
    }
}

TEST_CASE("a mode that the card refuses while another display has overlays is set without them")
{
    TwoDisplays two{"2", "0"};
    auto& [device, displays, left, right] = two;
    auto const frame = with_overlay(left);
    REQUIRE(displays.show(left, frame.frame));
    auto const before = left.caps().version;
    {
        Knob const fail{"fail_commit", "1"};
        CHECK(right.enable(std::nullopt));
    }
    CHECK(planes_on(0) == 1);
    CHECK(displays.asked(left) == 1); // its picture lacks a window now
    CHECK(overlays(left).empty());
    CHECK(left.caps().version > before);
    REQUIRE(displays.show(left, plain(left).frame));
    CHECK(overlays(left).size() == 2); // to be tried again
    CHECK(displays.show(left, with_overlay(left).frame));
}

TEST_CASE("a mode that the card refuses for another reason leaves other displays alone")
{
    TwoDisplays two{"2", "0"};
    auto& [device, displays, left, right] = two;
    auto const frame = with_overlay(left);
    REQUIRE(displays.show(left, frame.frame));
    {
        Knob const fail{"fail_test", "-1"};
        CHECK_FALSE(right.enable(std::nullopt));
    }
    CHECK(planes_on(0) == 2);
    CHECK(displays.asked(left) == 0);
}
