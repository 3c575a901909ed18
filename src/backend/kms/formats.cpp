#include "formats.hpp"

#include "base/owned.hpp"

#include <drm_fourcc.h>
#include <span>
#include <xf86drmMode.h>

namespace vitrail {

FormatSet plane_formats(int fd, _drmModePlane const& plane, std::uint32_t in_formats)
{
    FormatSet out;
    for (auto const fourcc : std::span{plane.formats, plane.count_formats})
        out.add(Format{fourcc}, DRM_FORMAT_MOD_INVALID);
    Owned<drmModePropertyBlobRes, drmModeFreePropertyBlob> const blob{
        in_formats ? drmModeGetPropertyBlob(fd, in_formats) : nullptr};
    if (!blob) {
        for (auto const fourcc : std::span{plane.formats, plane.count_formats})
            out.add(Format{fourcc}, DRM_FORMAT_MOD_LINEAR); // what every driver without modifiers reads
        return out;
    }
    drmModeFormatModifierIterator entry{};
    while (drmModeFormatModifierBlobIterNext(blob.get(), &entry))
        out.add(Format{entry.fmt}, entry.mod);
    return out;
}

} // namespace vitrail
