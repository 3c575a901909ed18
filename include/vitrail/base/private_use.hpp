#pragma once

#include "base/time.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

namespace vitrail {

/// How a program can reach into others: it sees them, makes input for them, or looks into the clipboard without the focus.
enum class UseKind { Capture, Input, Clipboard, Count };

inline constexpr std::array<std::string_view, std::size_t(UseKind::Count)> use_names{"capture", "input", "clipboard"};

using UseKinds = std::bitset<std::size_t(UseKind::Count)>;

/// A program that does, or could at any moment.
struct PrivateUse {
    UseKind kind;
    std::string program; ///< its file's name
    int process;
    Time since;
    bool active; ///< input: some was made just now; else: it can at any moment
};

} // namespace vitrail
