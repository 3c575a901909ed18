#pragma once

#include "input/device_rules.hpp"

#include <map>
#include <optional>
#include <string>

namespace vitrail {

/// Which keymap keyboards have and how keys repeat. Names are xkeyboard-config(7)'s; an empty one is left to
/// XKB_DEFAULT_RULES, _MODEL, _LAYOUT and _VARIANT, and then to xkbcommon's default.
struct KeyboardConfig {
    std::string rules, model, layout, variant;
    std::optional<std::string> options; ///< comma-separated; nothing: XKB_DEFAULT_OPTIONS; empty: none
    int repeat_rate = 25;               ///< characters a second; 0: keys do not repeat
    int repeat_delay = 600;             ///< milliseconds until the first repetition
    friend bool operator==(KeyboardConfig const&, KeyboardConfig const&) = default;
    /// Is the keymap the same? (How keys repeat is no part of it.)
    [[nodiscard]] bool same_keymap(KeyboardConfig const& o) const
    {
        return rules == o.rules && model == o.model && layout == o.layout && variant == o.variant && options == o.options;
    }
};

/// Which pictures the cursor has.
struct CursorConfig {
    static constexpr int largest_size = 512;

    std::string theme; ///< empty: XCURSOR_THEME, then the theme named "default"
    int size = 0;      ///< logical units; 0: XCURSOR_SIZE, then 24
    friend bool operator==(CursorConfig const&, CursorConfig const&) = default;
};

/// The clipboard of a program that ends.
struct ClipboardConfig {
    int keep = 64; ///< MiB that outlive the program they were copied in; 0: nothing does
    friend bool operator==(ClipboardConfig const&, ClipboardConfig const&) = default;
};

/// Everything about the seat that is a matter of taste.
struct SeatConfig {
    KeyboardConfig keyboard;
    std::map<std::string, KeyboardConfig> keyboards; ///< of those with one of their own, by name or id (see DeviceNames)
    CursorConfig cursor;
    DeviceRules devices;
    ClipboardConfig clipboard;
    friend bool operator==(SeatConfig const&, SeatConfig const&) = default;
};

} // namespace vitrail
