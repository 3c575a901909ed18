#pragma once

#include "base/client_limits.hpp"
#include "input/seat_config.hpp"
#include "output/output_rules.hpp"
#include "output/plane_use.hpp"
#include "shell/app_rules.hpp"
#include "shell/kiosk_config.hpp"
#include "shell/shell_config.hpp"
#include "shell/window_looks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// All that the configuration file can set; the defaults are what holds without a file. vitrail(5) is its manual.
struct Config {
    SeatConfig seat;
    OutputRules outputs;
    AppRules applications;
    ShellConfig shell;
    WindowLooks looks;
    PlaneUse planes = PlaneUse::All;
    bool xwayland = true; ///< programs of X11 can run; decided when Vitrail starts
    bool realtime = true; ///< the loop is scheduled before ordinary programs, where the system lets it
    KioskConfig kiosk;    ///< with --kiosk only
    ClientLimits limits;
    friend bool operator==(Config const&, Config const&) = default;
};

/// What a file says, and a line on each thing in it that is wrong: file, line, what, remedy.
struct ConfigReading {
    Config config;
    std::vector<std::string> findings; ///< in the order of the file
};

/// Reads the text of a configuration file; `file` is its name for findings.
///
/// A setting that the file does not have gets its default. One that is wrong keeps its value of `before`: a file that is
/// read again changes only what it defines well. A text that is no TOML at all gives `before`.
[[nodiscard]] ConfigReading read_config(std::string_view text, std::string_view file, Config const& before = {});

} // namespace vitrail
