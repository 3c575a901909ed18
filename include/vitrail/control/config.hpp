#pragma once

#include "base/client_limits.hpp"
#include "base/privileges.hpp"
#include "input/seat_config.hpp"
#include "output/output_rules.hpp"
#include "output/plane_use.hpp"
#include "shell/app_rules.hpp"
#include "shell/kiosk_config.hpp"
#include "shell/shell_config.hpp"
#include "shell/window_looks.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// All that the configuration file can set; the defaults are what holds without a file. vitrail-config(5) is its manual.
struct Config {
    SeatConfig seat;
    OutputRules outputs;
    AppRules applications;
    ShellConfig shell;
    WindowLooks looks;
    PlaneUse planes = PlaneUse::All;
    bool xwayland = true; ///< programs of X11 can run; decided when Vitrail starts
    bool realtime = true; ///< the loop is scheduled before ordinary programs when there is a need, where the system lets it
    KioskConfig kiosk;    ///< with --kiosk only
    ClientLimits limits;
    bool import_shm = true; ///< a GPU may read clients' shared memory where it is; decided when Vitrail starts
    PrivilegeRules privileges;
    std::optional<bool> privacy_mark; ///< shown while programs see, type or read beyond their windows; nothing: in a desktop only
    friend bool operator==(Config const&, Config const&) = default;
};

/// What a file says, and a line on each thing in it that is wrong: file, line, what, remedy.
struct ConfigReading {
    Config config;
    std::vector<std::string> findings; ///< in the order of the file
};

/// Reads the text of a configuration file; `file` is its name for findings.
///
/// A setting that the file does not have, or has wrong, gets its default; so does all of a text that is no TOML.
[[nodiscard]] ConfigReading read_config(std::string_view text, std::string_view file);

/// Every setting that there is, as findings call it, in order: "keyboard.layout"; NAME where the user chooses the name.
[[nodiscard]] std::vector<std::string> known_settings();

/// The settings in which `now` differs from `at_start` and that count only when Vitrail starts.
[[nodiscard]] std::vector<std::string> needs_restart(Config const& at_start, Config const& now);

} // namespace vitrail
