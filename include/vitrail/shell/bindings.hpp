#pragma once

#include "shell/direction.hpp"

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// What a key can do.
enum class Action {
    None,
    Close,
    NextWindow,
    PreviousWindow,
    Fullscreen,
    Maximise,
    Minimise,
    OnTop,
    Float,           ///< in or out of its workspace's layout
    Push,            ///< in a direction: halves and quarters
    TileWorkspace,   ///< the automatic layout, on or off
    ShowWorkspace,
    SendToWorkspace,
    Run,             ///< a program
    Lock,            ///< the screen
    Help,            ///< shows all bindings
    Logout,
};

/// One thing to do, with what it needs.
struct Deed {
    Action action = Action::None;
    int workspace = 0;                       ///< of those that need one, from 1
    Direction direction = Direction::Left;   ///< of Push
    std::string program{};                   ///< of Run: for the shell
    friend bool operator==(Deed const&, Deed const&) = default;
};

/// A key with exactly these modifiers.
struct Chord {
    std::uint32_t modifiers = 0; ///< WLR_MODIFIER_*, without locks
    std::uint32_t keysym = 0;    ///< of the key without modifiers applied
    friend bool operator==(Chord const&, Chord const&) = default;
};

struct Binding {
    Chord chord;
    Deed deed;
    friend bool operator==(Binding const&, Binding const&) = default;
};

/// The desktop's keys without a configuration, in the order in which the help shows them. The kiosk has none.
[[nodiscard]] std::vector<Binding> default_bindings();

/// Puts it in the place of what the same keys did before.
void bind(std::vector<Binding>& bindings, Binding binding);

/// What `keysym` with `modifiers` does, null if nothing; Caps Lock and Num Lock make no difference.
[[nodiscard]] Binding const* find_binding(std::span<Binding const> bindings, std::uint32_t modifiers,
                                          std::uint32_t keysym);

/// Is its key one for volume, brightness or media that runs a program? Those work while the screen is locked.
[[nodiscard]] bool works_while_locked(Binding const& binding);
/// Does a key that is held do it again and again: volume and brightness, and the next window?
[[nodiscard]] bool repeats(Binding const& binding);

/// "Super+Shift+Left": modifiers, and a key by its xkb name. What is wrong otherwise, with what to write.
[[nodiscard]] std::expected<Chord, std::string> parse_chord(std::string_view text);
[[nodiscard]] std::string to_text(Chord const& chord);
/// "workspace 3", "run foot": see vitrail-bindings(5). What is wrong otherwise, with what to write.
[[nodiscard]] std::expected<Deed, std::string> parse_deed(std::string_view text);
/// For the help: "Show workspace 3".
[[nodiscard]] std::string describe(Deed const& deed);

} // namespace vitrail
