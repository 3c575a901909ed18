#pragma once

#include "base/format.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace vitrail {

/// Which weights turn luma and chroma into RGB (ITU-R recommendations; KMS: COLOR_ENCODING).
enum class YuvEncoding : std::uint8_t { Bt601, Bt709, Bt2020 };

/// Do luma and chroma use all code values, or leave room at both ends? (KMS: COLOR_RANGE)
enum class YuvRange : std::uint8_t { Limited, Full };

/// How the pixels of a YUV buffer become RGB (color-representation-v1). The default is what a client means that says
/// nothing: what Mesa samples and every decoder of small video produces.
struct YuvConversion {
    YuvEncoding encoding = YuvEncoding::Bt601;
    YuvRange range = YuvRange::Limited;
    friend bool operator==(YuvConversion const&, YuvConversion const&) = default;
};

/// Which YUV pictures somebody turns into the colours that their client means.
struct YuvSupport {
    std::vector<YuvConversion> of_any_format; ///< the conversions that are right whatever the format is
    std::vector<YuvConversion> of_8_bits;     ///< those that are right for formats that are not deep
    FormatSet in_every_way;                   ///< the formats for which all conversions are right

    [[nodiscard]] bool converts(Format format, std::uint64_t modifier, YuvConversion conversion) const
    {
        return std::ranges::contains(of_any_format, conversion)
            || (std::ranges::contains(of_8_bits, conversion) && !is_deep_yuv(format)) || in_every_way.contains(format, modifier);
    }
};

} // namespace vitrail
