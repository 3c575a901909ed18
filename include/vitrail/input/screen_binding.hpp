#pragma once

#include "input/cursor.hpp"
#include "input/devices.hpp"
#include "input/screen_choice.hpp"

#include <functional>
#include <vector>

namespace vitrail {

/// Binds devices that point to places (touch screens, tablets, mice of virtual machines) to displays: what is touched is
/// mapped to the display's part of the layout, and turned as its picture is.
class ScreenBinding {
public:
    ScreenBinding(Devices const& devices, Cursor& cursor) : devices_{devices}, cursor_{cursor} {}

    /// Displays or devices came, went or changed.
    void update();
    /// Where it belongs; to nothing, if it does not point to places.
    [[nodiscard]] ScreenChoice choice_for(wlr_input_device& device) const;
    /// Its display is off or not there: what it says means nothing, but that somebody is there.
    [[nodiscard]] bool waits(wlr_input_device& device) const { return choice_for(device).waits; }

    /// All displays that are plugged in; not set: as if there were none.
    std::function<std::vector<KnownDisplay>()> screens;

private:
    Devices const& devices_;
    Cursor& cursor_;
};

} // namespace vitrail
