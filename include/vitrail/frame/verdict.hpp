#pragma once

#include <string_view>

namespace vitrail {

/// Why a layer is not on a plane of its own (or that it is). Closed and stable: names are shown to users and scripts.
/// `docs/verdicts.md` has each with what would change it.
enum class Verdict {
    OnPlane,          ///< the display reads the client's own buffer
    // What the layer is.
    NotDmabuf,        ///< its pixels are in memory that this display cannot read
    SolidColor,       ///< it has no buffer: a colour that composition fills in
    FormatModifier,   ///< no plane reads this pixel format and layout
    NotImportable,    ///< the display cannot make a framebuffer of it
    ScalingLimit,     ///< no plane scales or crops like this
    Rotation,         ///< no plane turns a picture like this
    Alpha,            ///< no plane blends it as composition would
    Color,            ///< no plane, or not the composer, converts its colours as the client means them
    Look,             ///< rounded corners, a shadow or dimming: only composition can
    OutOfScreen,      ///< it reaches over an edge, which no plane here can
    SoftwareCursor,   ///< a cursor without a cursor plane
    // What it does.
    SlowUpdates,      ///< it changes too seldom for a plane to pay
    NotStableYet,     ///< it, or what lies above it, changed a moment ago
    // What is around it.
    BelowComposed,    ///< something composed lies above it, and no plane lies below composition
    NoOverlayPlane,   ///< the display has no plane for windows, and it does not fill the screen
    NoFreePlane,      ///< all planes that could show it have something better
    PlaneElsewhere,   ///< the plane that could show it is in use on another display
    // What the display said.
    RefusedByTest,    ///< the display refused this combination when asked
    BandwidthRefused, ///< the display cannot read that much at once
    TooManyQuestions, ///< the display was asked often enough for this arrangement
    Quarantined,      ///< the display failed to show what it had allowed: not tried again for a while
    // What somebody wants.
    Capture,          ///< somebody records this output, which needs the whole picture in one buffer
    SwitchedOff,      ///< planes are switched off by the configuration
    OtherGpu,         ///< the display belongs to another GPU
};

/// The stable name: "on-plane", "not-dmabuf", …
[[nodiscard]] std::string_view name_of(Verdict verdict);
/// One sentence for a person.
[[nodiscard]] std::string_view meaning_of(Verdict verdict);

} // namespace vitrail
