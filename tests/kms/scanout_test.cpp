// What the kernel says about who is on which plane.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "guest.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "vitrail.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;

namespace {

// The kernel names the program that made a framebuffer object, and that is Vitrail for every one; but an opaque client's
// picture is XR24, and Vitrail's own composition always AR24.
constexpr auto clients_own = "XR24", composed = "AR24";

bool primary_becomes(std::string_view format)
{
    return until([=] { return primary_format() == format; });
}

} // namespace

TEST_CASE("a fullscreen client's own buffer is on the primary plane, and composed again below a second window")
{
    Vitrail vitrail;
    auto egl = vitrail.client({"weston-simple-egl", "-o", "-f"});
    CHECK(primary_becomes(clients_own));
    {
        auto above = vitrail.client({"foot"});
        CHECK(primary_becomes(composed));
    }
    CHECK(primary_becomes(clients_own));
}

TEST_CASE("the cursor has a plane of its own, and moving it leaves the fullscreen client alone")
{
    Vitrail vitrail;
    VirtualMouse const mouse;
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.fullscreen = true}};
    TestDmabuf const picture{guest.client(), window.size(), PixelFormat::Xrgb8888};
    auto const draw = [&] {
        window.surface().attach(&picture);
        guest.present(window.surface());
    };
    CHECK(until([&] {
        draw();
        mouse.move(3, 1); // until libinput has found the device
        return kms_state().shown().size() == 2 && primary_format() == clients_own;
    }));
    for (int i = 0; i < 10; ++i) {
        draw();
        mouse.move(3, 1);
        CHECK(primary_format() == clients_own);
    }
}

TEST_CASE("a client that fills the screen is told what the display reads, and no longer when no plane is left for it")
{
    constexpr auto scanout_tranche = "tranche_flags(1)", plain_tranche = "tranche_flags(0)";
    Vitrail vitrail{{"--planes", "primary"}};
    auto egl = vitrail.client({"weston-simple-egl", "-o", "-f"}, {{"WAYLAND_DEBUG", "client"}});
    CHECK(egl.until_line(scanout_tranche));
    auto const told = egl.output().size();
    auto above = vitrail.client({"weston-simple-shm"});
    CHECK(until([&] {
        auto const later = egl.output().substr(told);
        return later.contains(plain_tranche) && later.rfind(scanout_tranche) == std::string::npos;
    }));
}

TEST_CASE("a client in a window is told what the plane reads that shows it")
{
    constexpr auto scanout_tranche = "tranche_flags(1)";
    Vitrail vitrail;
    auto egl = vitrail.client({"weston-simple-egl", "-o"}, {{"WAYLAND_DEBUG", "client"}});
    CHECK(egl.until_line(scanout_tranche));
}
