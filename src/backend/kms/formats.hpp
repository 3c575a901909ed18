#pragma once

#include "base/format.hpp"

#include <cstdint>

struct _drmModePlane;

namespace vitrail {

/// What a plane reads: the list of its IN_FORMATS blob (`in_formats`; zero: it has none) and, in any case, its formats
/// in the layout that the kernel knows by itself (no modifier).
[[nodiscard]] FormatSet plane_formats(int fd, _drmModePlane const& plane, std::uint32_t in_formats);

} // namespace vitrail
