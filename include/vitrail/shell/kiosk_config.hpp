#pragma once

#include "base/privileges.hpp"
#include "base/time.hpp"

#include <map>
#include <string>
#include <vector>

namespace vitrail {

/// One program that a kiosk keeps running.
struct KioskApplication {
    static constexpr auto any_output = "any";

    std::vector<std::string> command; ///< the program, found in PATH, and its arguments; empty: none, so it is not started
    std::string output = any_output;  ///< a connector, or a display's own name ("Make Model Serial"); where it is to be seen
    Privileges privileges;            ///< of whoever comes through its socket
    friend bool operator==(KioskApplication const&, KioskApplication const&) = default;
};

/// What a kiosk runs, and what it does when that does not run well.
struct KioskConfig {
    std::map<std::string, KioskApplication> applications; ///< by names that the user chose
    Duration restart_wait = std::chrono::seconds{1};  ///< before the first new start; doubles with each failure
    Duration longest_wait = std::chrono::minutes{5};  ///< before any new start
    Duration healthy_after = std::chrono::minutes{1}; ///< what runs so long counts as well: its failures are forgotten
    int crash_loop = 5;                               ///< so many failures in a row are shown as a page; 0: never
    Duration hang_timeout = std::chrono::seconds{20}; ///< an application that does not answer for so long is ended; 0: never
    Duration cursor_timeout = std::chrono::seconds{3}; ///< the cursor is hidden when it rests so long; 0: never
    friend bool operator==(KioskConfig const&, KioskConfig const&) = default;
};

} // namespace vitrail
