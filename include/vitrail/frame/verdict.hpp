#pragma once

#include <string_view>

namespace vitrail {

/// Why a layer is not on a plane of its own (or that it is). Closed and stable: names are shown to users and scripts.
enum class Verdict {
    OnPlane,        ///< the display reads the client's own buffer
    NotDmabuf,      ///< its pixels are in memory that this display cannot read
    FormatModifier, ///< no plane reads this pixel format and layout
    ScalingLimit,   ///< no plane scales or crops like this
    Rotation,       ///< no plane turns a picture like this
    Alpha,          ///< it is translucent and no plane can blend it
    NotCovering,    ///< it does not fill the screen, and only the primary plane is used for clients' buffers
    Covered,        ///< something composed lies above it
    RefusedByTest,  ///< the display refused this combination when asked
    CommitFailed,   ///< the display took the test and refused the commit: not tried again until something changes
    Capture,        ///< somebody records this output, which needs the whole picture in one buffer
    SoftwareCursor, ///< a cursor without a cursor plane
    SolidColor,     ///< it has no buffer: a colour that composition fills in
};

/// The stable name: "on-plane", "not-dmabuf", …
[[nodiscard]] std::string_view name_of(Verdict verdict);
/// One sentence for a person.
[[nodiscard]] std::string_view meaning_of(Verdict verdict);

} // namespace vitrail
