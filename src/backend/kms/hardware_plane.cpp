#include "hardware_plane.hpp"

#include "base/owned.hpp"
#include "formats.hpp"

#include <array>
#include <cmath>
#include <xf86drmMode.h>

namespace vitrail {

namespace {

constexpr auto blend_property = "pixel blend mode", encoding_property = "COLOR_ENCODING", range_property = "COLOR_RANGE";
constexpr auto premultiplied = "Pre-multiplied", ignoring_alpha = "None";
constexpr std::uint64_t full_alpha = 0xffff;

constexpr auto encodings = std::to_array<std::pair<YuvEncoding, char const*>>({
    {YuvEncoding::Bt601, "ITU-R BT.601 YCbCr"},
    {YuvEncoding::Bt709, "ITU-R BT.709 YCbCr"},
    {YuvEncoding::Bt2020, "ITU-R BT.2020 YCbCr"},
});
constexpr auto ranges = std::to_array<std::pair<YuvRange, char const*>>({
    {YuvRange::Limited, "YCbCr limited range"},
    {YuvRange::Full, "YCbCr full range"},
});

PlaneType type_of(std::uint64_t value)
{
    return value == DRM_PLANE_TYPE_PRIMARY  ? PlaneType::Primary
           : value == DRM_PLANE_TYPE_CURSOR ? PlaneType::Cursor
                                            : PlaneType::Overlay;
}

bool any_twin(FormatSet const& formats)
{
    return std::ranges::any_of(formats.all(), [&](auto const& entry) {
        auto const twin = opaque_twin(entry.first);
        return twin && twin != entry.first && formats.all().contains(twin);
    });
}

/// KMS: source positions are fixed point numbers with 16 bits after the point.
std::uint64_t fixed(double value) { return std::uint64_t(std::llround(value * 65536)); }
std::uint64_t sign_extended(int value) { return std::uint64_t(std::int64_t{value}); }

} // namespace

HardwarePlane::HardwarePlane(int fd, std::uint32_t id) : properties_{KmsProperties::read(fd, id, DRM_MODE_OBJECT_PLANE)}
{
    caps_.id = PlaneId{id};
    caps_.type = type_of(properties_.value("type"));
    if (Owned<drmModePlane, drmModeFreePlane> const plane{drmModeGetPlane(fd, id)}) {
        possible_crtcs_ = plane->possible_crtcs;
        caps_.formats = plane_formats(fd, *plane, std::uint32_t(properties_.value("IN_FORMATS")));
    }
    bool const blending = !properties_.find(blend_property) || blend_mode(premultiplied);
    caps_.blends = blending && std::ranges::any_of(caps_.formats.all(), [](auto const& f) { return has_alpha(f.first); });
    caps_.ignores_alpha = blend_mode(ignoring_alpha) || any_twin(caps_.formats);
    auto const* alpha = properties_.find("alpha");
    caps_.fades = alpha && alpha->settable();
    if (auto const* zpos = properties_.find("zpos")) {
        caps_.zpos_min = int(zpos->settable() ? zpos->min : zpos->value);
        caps_.zpos_max = int(zpos->settable() ? zpos->max : zpos->value);
    }
    read_colors();
    read_turns();
}

void HardwarePlane::read_colors()
{
    auto const* encoding = properties_.find(encoding_property);
    auto const* range = properties_.find(range_property);
    if (!encoding || !range)
        return; // the driver converts somehow, and does not say how
    for (auto const& [e, encoding_name] : encodings)
        for (auto const& [r, range_name] : ranges)
            if (encoding->value_of(encoding_name) && range->value_of(range_name))
                caps_.yuv.push_back({e, r});
}

void HardwarePlane::read_turns()
{
    for (auto t = std::uint32_t(Transform::R90); t <= std::uint32_t(Transform::Flipped270); ++t)
        if (rotation_bits(Transform{t}))
            caps_.transforms.push_back(Transform{t});
}

/// KMS reflects first, then rotates counter-clockwise: as Transform does (drm_plane_create_rotation_property).
std::optional<std::uint64_t> HardwarePlane::rotation_bits(Transform transform) const
{
    auto const* rotation = properties_.find("rotation");
    if (!rotation)
        return std::nullopt;
    static constexpr std::array turns{"rotate-0", "rotate-90", "rotate-180", "rotate-270"};
    auto const t = std::uint32_t(transform);
    auto const turn = rotation->value_of(turns[t & 3U]);
    auto const flip = rotation->value_of("reflect-x");
    bool const flipped = (t & 4U) != 0;
    if (!turn || (flipped && !flip))
        return std::nullopt;
    return std::uint64_t{1} << *turn | (flipped ? std::uint64_t{1} << *flip : 0);
}

bool HardwarePlane::blend_mode(std::string_view name) const
{
    auto const* blend = properties_.find(blend_property);
    return blend && blend->value_of(name);
}

bool HardwarePlane::sets_zpos() const
{
    auto const* zpos = properties_.find("zpos");
    return zpos && zpos->settable();
}

std::uint32_t HardwarePlane::crtc_now(int fd) const
{
    Owned<drmModePlane, drmModeFreePlane> const plane{drmModeGetPlane(fd, id().value)};
    return plane ? plane->crtc_id : 0;
}

// --- one picture ---------------------------------------------------------------------------------------------------

Format HardwarePlane::format_for(Format format, std::uint64_t modifier, PlanePicture const& picture) const
{
    bool const readable = caps_.formats.contains(format, modifier);
    if (!has_alpha(format))
        return readable ? format : Format{};
    if (!picture.opaque)
        return readable && caps_.blends ? format : Format{};
    auto const twin = opaque_twin(format);
    if (twin && caps_.formats.contains(twin, modifier))
        return twin;
    return readable && blend_mode(ignoring_alpha) ? format : Format{};
}

bool HardwarePlane::can_show(PlanePicture const& picture) const
{
    bool const yuv = picture.content && is_yuv(picture.content->format);
    return caps_.turns(picture.transform) && (picture.alpha >= 1.0F || caps_.fades)
           && (!yuv || std::ranges::contains(caps_.yuv, picture.yuv.value_or(YuvConversion{})));
}

void HardwarePlane::set(std::string_view property, std::uint64_t value, std::vector<PropertyValue>& request) const
{
    if (auto const* p = properties_.find(property); p && !p->immutable)
        request.push_back({id().value, p->id, value});
}

void HardwarePlane::set_named(std::string_view property, std::string_view name, std::vector<PropertyValue>& request) const
{
    auto const* p = properties_.find(property);
    if (auto const value = p ? p->value_of(name) : std::nullopt)
        set(property, *value, request);
}

void HardwarePlane::show(PlanePicture const& picture, std::uint32_t framebuffer, Format format, std::uint32_t crtc,
                         std::vector<PropertyValue>& request) const
{
    set("FB_ID", framebuffer, request);
    set("CRTC_ID", crtc, request);
    // By edges, so that rounding never reaches over the buffer's: the kernel refuses that (ENOSPC).
    auto const& source = picture.source;
    auto const left = fixed(source.x), top = fixed(source.y);
    set("SRC_X", left, request);
    set("SRC_Y", top, request);
    set("SRC_W", fixed(source.x + source.width) - left, request);
    set("SRC_H", fixed(source.y + source.height) - top, request);
    set("CRTC_X", sign_extended(picture.dest.x), request);
    set("CRTC_Y", sign_extended(picture.dest.y), request);
    set("CRTC_W", std::uint64_t(picture.dest.width), request);
    set("CRTC_H", std::uint64_t(picture.dest.height), request);
    set_zpos(picture.zpos, request);
    // All of the rest too, each time: another program may have left them as it liked.
    set("alpha", std::uint64_t(std::lround(std::clamp(picture.alpha, 0.0F, 1.0F) * float(full_alpha))), request);
    set_named(blend_property, picture.opaque && has_alpha(format) ? ignoring_alpha : premultiplied, request);
    if (auto const bits = rotation_bits(picture.transform))
        set("rotation", *bits, request);
    if (is_yuv(format))
        set_conversion(picture.yuv.value_or(YuvConversion{}), request);
}

void HardwarePlane::hide(std::vector<PropertyValue>& request) const
{
    set("FB_ID", 0, request);
    set("CRTC_ID", 0, request);
}

void HardwarePlane::set_zpos(int zpos, std::vector<PropertyValue>& request) const
{
    if (sets_zpos())
        set("zpos", std::uint64_t(std::clamp(zpos, caps_.zpos_min, caps_.zpos_max)), request);
}

void HardwarePlane::set_conversion(YuvConversion const& yuv, std::vector<PropertyValue>& request) const
{
    for (auto const& [encoding, name] : encodings)
        if (encoding == yuv.encoding)
            set_named(encoding_property, name, request);
    for (auto const& [range, name] : ranges)
        if (range == yuv.range)
            set_named(range_property, name, request);
}

void HardwarePlane::wait_for(int sync_file, std::vector<PropertyValue>& request) const
{
    set("IN_FENCE_FD", std::uint64_t(sync_file), request);
}

void HardwarePlane::set_damage(std::uint32_t blob, std::vector<PropertyValue>& request) const
{
    set("FB_DAMAGE_CLIPS", blob, request);
}

void HardwarePlane::set_neutral(int fd, std::vector<PropertyValue>& request) const
{
    auto const now = KmsProperties::read(fd, id().value, DRM_MODE_OBJECT_PLANE);
    if (now.find("alpha") && now.value("alpha") != full_alpha)
        set("alpha", full_alpha, request);
    auto const* blend = now.find(blend_property);
    if (blend && blend->value_of(premultiplied) != blend->value)
        set_named(blend_property, premultiplied, request);
    if (auto const bits = rotation_bits(Transform::Normal); bits && now.value("rotation") != *bits)
        set("rotation", *bits, request);
}

} // namespace vitrail
