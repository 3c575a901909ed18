#pragma once

#include <cstdint>

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

} // namespace vitrail
