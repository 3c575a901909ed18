#pragma once

#include "base/result.hpp"

#include <functional>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace vitrail {

/// Starts programs and hears of their end: the machine's processes, or a test's idea of them.
class Programs {
public:
    using Command = std::vector<std::string>;
    using Environment = std::map<std::string, std::string>; ///< what differs from our own

    virtual ~Programs() = default;

    /// Starts `command` in a process group of its own. `ended` is called once, from the loop, with the status as a shell
    /// has it: 128 plus the signal's number if a signal ended it. Errors: `no-program`, with the reason alone.
    [[nodiscard]] virtual Result<pid_t> start(Command const& command, Environment const& changes,
                                              std::function<void(int status)> ended) = 0;
    /// Asks the program and all of its group to end.
    virtual void end(pid_t program) = 0;
    /// Leaves them no choice.
    virtual void kill(pid_t program) = 0;
};

} // namespace vitrail
