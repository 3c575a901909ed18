#include "scene/color_representation.hpp"

#include "base/wlr.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace vitrail {

namespace {

using State = wlr_color_representation_v1_surface_state;

/// The conversion that the client names; nothing where it names none, or none that is offered (Server).
std::optional<YuvConversion> named(State const& state)
{
    YuvConversion out;
    switch (state.coefficients) {
    case WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601:  out.encoding = YuvEncoding::Bt601; break;
    case WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709:  out.encoding = YuvEncoding::Bt709; break;
    case WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020: out.encoding = YuvEncoding::Bt2020; break;
    default:                                                     return std::nullopt;
    }
    bool const full = state.range == WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL;
    out.range = full ? YuvRange::Full : YuvRange::Limited;
    return out;
}

/// The protocol object that `state` belongs to. wlroots gives the state, which lies inside the object that it hangs on
/// the resource, but not the resource: of the client's resources of this kind it is the one whose object begins last
/// before the state, since no two objects overlap.
wl_resource* resource_of(wl_client& client, State const& state)
{
    struct Search {
        std::uintptr_t state, nearest = 0;
        wl_resource* found = nullptr;
    } search{.state = reinterpret_cast<std::uintptr_t>(&state)};
    auto const look = [](wl_resource* resource, void* data) {
        auto& s = *static_cast<Search*>(data);
        if (std::string_view{wl_resource_get_class(resource)} != "wp_color_representation_surface_v1")
            return WL_ITERATOR_CONTINUE;
        auto const object = reinterpret_cast<std::uintptr_t>(wl_resource_get_user_data(resource));
        if (object > s.nearest && object <= s.state) {
            s.nearest = object;
            s.found = resource;
        }
        return WL_ITERATOR_CONTINUE;
    };
    wl_client_for_each_resource(&client, look, &search);
    return search.found;
}

void post_error(wlr_surface& surface, State const& state, char const* what)
{
    if (auto* resource = resource_of(*wl_resource_get_client(surface.resource), state))
        wl_resource_post_error(resource, WP_COLOR_REPRESENTATION_SURFACE_V1_ERROR_PIXEL_FORMAT, "%s", what);
}

} // namespace

void create_color_representation(wl_display& display)
{
    constexpr std::array alpha_modes{WP_COLOR_REPRESENTATION_SURFACE_V1_ALPHA_MODE_PREMULTIPLIED_ELECTRICAL};
    constexpr auto limited = WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_LIMITED;
    constexpr auto full = WP_COLOR_REPRESENTATION_SURFACE_V1_RANGE_FULL;
    constexpr auto conversions = std::to_array<wlr_color_representation_v1_coeffs_and_range>({
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_IDENTITY, full}, // RGB
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601, limited},
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT601, full},
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709, limited},
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT709, full},
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020, limited},
        {WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_BT2020, full},
    });
    wlr_color_representation_v1_options const options{
        .supported_alpha_modes = alpha_modes.data(),
        .supported_alpha_modes_len = alpha_modes.size(),
        .supported_coeffs_and_ranges = conversions.data(),
        .supported_coeffs_and_ranges_len = conversions.size(),
    };
    wlr_color_representation_manager_v1_create(&display, 1, &options);
}

std::optional<YuvConversion> committed_conversion(wlr_surface& surface, Format format)
{
    auto const* state = wlr_color_representation_v1_get_surface_state(&surface);
    bool const says_something = state && state->coefficients != 0;
    auto const conversion = says_something ? named(*state) : std::nullopt;
    if (is_yuv(format)) {
        if (says_something && !conversion)
            post_error(surface, *state, "a YUV picture needs the coefficients of a YUV conversion");
        return conversion.value_or(YuvConversion{});
    }
    if (says_something && conversion && format)
        post_error(surface, *state, "an RGB picture has identity coefficients and full range");
    return std::nullopt;
}

} // namespace vitrail
