#pragma once

#include "base/geometry.hpp"

#include <span>
#include <string>
#include <string_view>

namespace vitrail {

/// A display that is plugged in, as far as it matters to what is touched on it.
struct KnownDisplay {
    std::string connector;
    std::string name;         ///< its own: "Make Model Serial"
    Size<Logical> millimetres; ///< of its picture, not turned; empty where nobody knows
    bool on = true;           ///< it shows something
};

/// A device that points to places, as far as it matters to where it belongs.
struct PointingPlace {
    std::string name;
    Size<Logical> millimetres; ///< empty where nobody knows
    std::string wanted;       ///< the display that the user has named: a connector or its own name; or empty
    std::string told;         ///< the connector that the device or udev has named; or empty
    bool on_glass = false;    ///< the place that is touched is the place that is shown: a touch screen, not a drawing board
    bool built_in = false;    ///< it is wired to the machine, not plugged in
};

/// Where it belongs.
struct ScreenChoice {
    std::string connector; ///< empty: to all displays together
    bool waits = false;    ///< its display is off or not there: what is touched means nothing
    friend bool operator==(ScreenChoice const&, ScreenChoice const&) = default;
};

/// The display that the user has named, else the one that the device names. What is on glass is on some display in any case:
/// on the one that has its name, its size, or is built in as it is, else on the first one.
[[nodiscard]] ScreenChoice choose_screen(PointingPlace const& device, std::span<KnownDisplay const> screens);

} // namespace vitrail
