#pragma once

#include "base/file_watch.hpp"
#include "control/config_file.hpp"

#include <functional>
#include <string>
#include <vector>

namespace vitrail {

/// The configuration of a session that runs: it follows the file.
///
/// A file that has anything wrong changes nothing, whatever else it says; neither does one that goes. So an editor may take
/// its time, and the session stays as it was until the file is right.
class LiveConfig {
public:
    struct Events {
        std::function<void(Config const&)> apply; ///< from now on
        /// What the user should see of it, under a heading; no lines: all is well.
        std::function<void(std::string heading, std::vector<std::string> lines)> tell;
    };
    /// What came of reading the file again.
    struct Outcome {
        std::filesystem::path file;        ///< empty: there is none, and the defaults hold
        std::vector<std::string> findings; ///< a line each; with any, nothing has changed
        std::vector<std::string> remarks;  ///< settings that count only from the next start on
    };

    /// `file` was read, and what it says holds. Both it and what `events` need outlive this.
    LiveConfig(EventLoop& loop, ConfigFile& file, Events events);

    /// Reads the file again because somebody asks for it: also one that is the same, and one that has gone.
    Outcome reload();

private:
    void on_change();

    ConfigFile& file_;
    Events events_;
    Config at_start_;
    FileWatch watch_;
};

} // namespace vitrail
