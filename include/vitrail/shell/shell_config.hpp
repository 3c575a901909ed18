#pragma once

#include "frame/content.hpp"
#include "shell/bindings.hpp"
#include "shell/window_rules.hpp"

#include <string>
#include <vector>

namespace vitrail {

/// How windows lie.
struct WindowsConfig {
    bool tile = false;      ///< workspaces begin with the automatic layout
    int snap_distance = 10; ///< logical units; an edge that is moved so near to another one meets it. 0: never
    friend bool operator==(WindowsConfig const&, WindowsConfig const&) = default;
};

/// What the user wants of windows and keys.
struct ShellConfig {
    std::vector<Binding> bindings = default_bindings();
    WindowRules rules{};
    WindowsConfig windows{};
    std::string locker = "swaylock"; ///< words for sh(1); empty: there is none
    Color background{0, 0, 0, 1};    ///< where nothing else is
    friend bool operator==(ShellConfig const&, ShellConfig const&) = default;
};

} // namespace vitrail
