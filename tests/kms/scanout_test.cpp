// What the kernel says about who is on which plane.

#include "uinput.hpp"
#include "until.hpp"
#include "vitrail.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;

TEST_CASE("a fullscreen client's own buffer is on the primary plane, and composed again below a second window")
{
    Vitrail vitrail;
    auto egl = vitrail.client({"weston-simple-egl", "-f"});
    CHECK(until([] { return primary_owner() == "weston-simple-e"; }));
    auto above = vitrail.client({"foot"});
    CHECK(until([] { return primary_owner() == "vitrail"; }));
    above.stop();
    CHECK(until([] { return primary_owner() == "weston-simple-e"; }));
}

TEST_CASE("the cursor has a plane of its own")
{
    Vitrail vitrail;
    VirtualMouse const mouse;
    mouse.move(10, 10);
    CHECK(until([] { return kms_state().shown().size() == 2; }));
}
