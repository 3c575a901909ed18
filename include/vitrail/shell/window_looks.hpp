#pragma once

namespace vitrail {

/// How windows look beyond what their clients draw. Only composition can: a window with a look is on no plane. Without any,
/// as here, nothing is paid for it.
struct WindowLooks {
    int corner_radius = 0; ///< logical pixels
    int shadow = 0;        ///< how far it reaches, logical pixels
    int dim_inactive = 0;  ///< of windows without the focus, percent: 100 is black
    int cross_fade = 0;    ///< how long a picture fades out over the one that takes its place, milliseconds

    friend bool operator==(WindowLooks const&, WindowLooks const&) = default;
};

} // namespace vitrail
