#pragma once

#include "shell/workspaces.hpp"

#include <cstdint>
#include <span>

namespace vitrail {

/// What a key can do to windows.
enum class Action {
    Close,
    NextWindow,
    PreviousWindow,
    Fullscreen,
    Maximise,
    Minimise,
    TileLeft,
    TileRight,
    ShowWorkspace,
    SendToWorkspace,
};

/// One key with exactly these modifiers (locks aside) does this.
struct Binding {
    std::uint32_t modifiers; ///< WLR_MODIFIER_*
    std::uint32_t keysym;    ///< of the key without modifiers applied
    Action action;
    WorkspaceId workspace{}; ///< of those that need one
};

/// The desktop's bindings. The kiosk has none.
[[nodiscard]] std::span<Binding const> desktop_bindings();

/// What `keysym` with `modifiers` does, null if nothing; Caps Lock and Num Lock make no difference.
[[nodiscard]] Binding const* find_binding(std::span<Binding const> bindings, std::uint32_t modifiers,
                                          std::uint32_t keysym);

} // namespace vitrail
