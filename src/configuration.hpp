#pragma once

#include "control/live_config.hpp"

#include <string>
#include <vector>

struct wl_event_source;

namespace vitrail {

/// Reads the file for a session that begins; warns of what is wrong in it. False, after a line on standard error: the file
/// that the user named cannot be read. One of the usual places that cannot be read is only warned of.
/// `findings`: what is wrong, for the user to see.
[[nodiscard]] bool read_at_start(ConfigFile& file, std::vector<std::string>& findings);

/// Reads the file and prints what is wrong in it, a line each. The status to exit with: 0, or exit_usage.
[[nodiscard]] int check(ConfigFile& file);

/// On SIGHUP the file is read again.
class ReloadOnHangup {
public:
    ReloadOnHangup(EventLoop& loop, LiveConfig& config);
    ~ReloadOnHangup();
    ReloadOnHangup(ReloadOnHangup const&) = delete;
    ReloadOnHangup& operator=(ReloadOnHangup const&) = delete;

private:
    wl_event_source* hangup_;
};

} // namespace vitrail
