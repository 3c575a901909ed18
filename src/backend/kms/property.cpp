#include "property.hpp"

#include "base/owned.hpp"

#include <span>
#include <xf86drmMode.h>

namespace vitrail {

namespace {

KmsProperty described(drmModePropertyRes const& from, std::uint64_t value)
{
    KmsProperty out{.id = from.prop_id, .value = value, .immutable = (from.flags & DRM_MODE_PROP_IMMUTABLE) != 0};
    if ((from.flags & DRM_MODE_PROP_RANGE) && from.count_values == 2) {
        out.min = from.values[0];
        out.max = from.values[1];
    }
    if (from.flags & (DRM_MODE_PROP_ENUM | DRM_MODE_PROP_BITMASK))
        for (auto const& e : std::span{from.enums, std::size_t(from.count_enums)})
            out.names.emplace(e.name, e.value);
    return out;
}

} // namespace

std::optional<std::uint64_t> KmsProperty::value_of(std::string_view name) const
{
    auto const it = names.find(name);
    return it == names.end() ? std::nullopt : std::optional{it->second};
}

KmsProperties KmsProperties::read(int fd, std::uint32_t object, std::uint32_t type)
{
    KmsProperties out;
    Owned<drmModeObjectProperties, drmModeFreeObjectProperties> const list{drmModeObjectGetProperties(fd, object, type)};
    for (std::uint32_t i = 0; list && i < list->count_props; ++i)
        if (Owned<drmModePropertyRes, drmModeFreeProperty> const p{drmModeGetProperty(fd, list->props[i])})
            out.all_.emplace(p->name, described(*p, list->prop_values[i]));
    return out;
}

KmsProperty const* KmsProperties::find(std::string_view name) const
{
    auto const it = all_.find(name);
    return it == all_.end() ? nullptr : &it->second;
}

std::uint32_t KmsProperties::id(std::string_view name) const
{
    auto const* property = find(name);
    return property ? property->id : 0;
}

std::uint64_t KmsProperties::value(std::string_view name) const
{
    auto const* property = find(name);
    return property ? property->value : 0;
}

} // namespace vitrail
