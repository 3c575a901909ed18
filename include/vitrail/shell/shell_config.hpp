#pragma once

#include "frame/content.hpp"
#include "shell/bindings.hpp"
#include "shell/frame_config.hpp"
#include "shell/window_rules.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrail {

/// How windows lie.
struct WindowsConfig {
    bool tile = false;      ///< workspaces begin with the automatic layout
    bool cascade = false;   ///< new windows open one below the other; else where they hide least
    bool sloppy = false;    ///< the focus follows the pointer, which raises nothing
    bool tile_at_edges = true; ///< a window that is dragged to an edge of the screen fills a part of it
    int snap_distance = 10; ///< logical units; an edge that is moved so near to another one meets it. 0: never
    friend bool operator==(WindowsConfig const&, WindowsConfig const&) = default;
};

/// What is behind everything.
struct BackgroundConfig {
    std::optional<Color> color{}; ///< none: a quiet one, and black in a kiosk
    bool hint = true;             ///< until the first window opens it says what to press; not in a kiosk
    friend bool operator==(BackgroundConfig const&, BackgroundConfig const&) = default;
};

/// What the user wants of windows and keys.
struct ShellConfig {
    std::vector<Binding> bindings = default_bindings();
    WindowRules rules{};
    WindowsConfig windows{};
    FrameConfig frames{};
    std::string locker = "swaylock"; ///< words for sh(1); empty: there is none
    BackgroundConfig background{};
    friend bool operator==(ShellConfig const&, ShellConfig const&) = default;
};

} // namespace vitrail
