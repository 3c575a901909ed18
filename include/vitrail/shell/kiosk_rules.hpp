#pragma once

#include <functional>

namespace vitrail {

class Output;
class Window;

/// Where a window of a kiosk is to be.
struct KioskPlace {
    Output* output = nullptr; ///< null: where it is
    bool hidden = false;      ///< none of the outputs that it may be on is there, but others are
};

/// What the kiosk's windows ask of, and tell to, the one who runs its applications. Without it every window is anybody's.
struct KioskRules {
    std::function<KioskPlace(Window const&)> place;
    std::function<void(Window&)> mapped;
    std::function<void(Window&)> unmapping; ///< its picture can still be had
};

} // namespace vitrail
