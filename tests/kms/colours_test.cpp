// A video looks the same on a plane and composed, whatever conversion its client asks for.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "color-representation-v1-client-protocol.h"
#include "control.hpp"
#include "guest.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <format>
#include <optional>

using namespace vitrail::test;

namespace {

constexpr Extent whole{320, 240};

struct Conversion {
    char const* name;
    std::uint32_t coefficients, range;
};

constexpr Conversion conversions[] = {
    {"BT.601 limited", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED},
    {"BT.601 full", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL},
    {"BT.709 limited", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED},
    {"BT.709 full", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL},
    {"BT.2020 limited", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED},
    {"BT.2020 full", WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020, WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL},
};

/// A Vitrail whose screen is filled by one picture.
struct Theatre {
    explicit Theatre(PixelFormat format) : picture{guest.client(), whole, format} {}

    /// What the display shows when the picture is converted so; on a plane, or composed.
    Picture shown(Conversion const& how, bool on_plane)
    {
        control.use_planes(on_plane ? "all" : "none");
        window.surface().set_yuv(how.coefficients, how.range);
        auto const there = until([&] {
            window.surface().attach(&picture);
            guest.present(window.surface());
            return control.layers().back().on_plane() == on_plane;
        });
        if (!there)
            throw std::runtime_error{"the picture does not go where it should:\n" + told(control.layers())};
        return display_picture();
    }

    Vitrail vitrail;
    Guest guest{vitrail};
    Control control{vitrail};
    TestDmabuf picture;
    TestWindow window{guest.client(), {.size = whole, .fullscreen = true, .paint = [this](TestWindow& w) {
        w.surface().attach(&picture);
        w.surface().commit();
    }}};
};

void check_matrix(PixelFormat format)
{
    std::mt19937 random{1};
    Theatre theatre{format};
    theatre.picture.fill_any_code(random);
    std::optional<Picture> before;
    for (auto const& how : conversions) {
        auto const plane = theatre.shown(how, true), composed = theatre.shown(how, false);
        INFO(how.name << ": " << difference(plane, composed, 0).value_or("equal"));
        CHECK(!difference(plane, composed, 1));
        CHECK((!before || difference(*before, plane, 1))); // each conversion is one of its own
        before = plane;
    }
}

} // namespace

TEST_CASE("every conversion of NV12 gives the same colours on a plane and composed")
{
    check_matrix(PixelFormat::Nv12);
}

TEST_CASE("every conversion of P010 gives the same colours on a plane and composed")
{
    check_matrix(PixelFormat::P010);
}

TEST_CASE("a packed picture, which no plane reads, has the colours of one that planes read")
{
    for (auto const& how : conversions) {
        CAPTURE(how.name);
        std::optional<Picture> planar;
        for (auto const format : {PixelFormat::Nv12, PixelFormat::Yuyv}) {
            Theatre theatre{format};
            theatre.picture.fill(Yuv{120, 60, 200});
            auto const picture = theatre.shown(how, false);
            CHECK((!planar || !difference(*planar, picture)));
            planar = picture;
        }
    }
}
