#pragma once

#include "base/fd.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace vitrail::test {

/// A program started by a test, in a process group of its own; the whole group is killed when the object goes.
///
/// What it writes to stdout and stderr goes to one file in memory, so that it never blocks on a test that does not
/// read.
class Process {
public:
    /// Variables that differ from the test's own; an empty value unsets the variable.
    using Environment = std::map<std::string, std::string>;

    /// Starts `command` (found in PATH). Throws std::runtime_error when it cannot be started.
    explicit Process(std::vector<std::string> const& command, Environment const& changes = {});
    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    ~Process();

    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] bool running();

    /// Exit status, or 128 + signal as in a shell; nothing while it runs.
    [[nodiscard]] std::optional<int> status();
    /// The status once it ended; nothing when it still runs after `timeout`.
    std::optional<int> wait(std::chrono::nanoseconds timeout = std::chrono::seconds{10});
    /// Asks it to end (SIGTERM), kills it when it has not after `timeout`, and returns its status.
    int stop(std::chrono::nanoseconds timeout = std::chrono::seconds{5});
    /// Sends `signal` to the process itself, not to its children.
    void send(int signal) const;

    /// All that it has written so far.
    [[nodiscard]] std::string output() const;
    /// The first whole line containing `text`; nothing when there is none after `timeout` or when it has ended without.
    [[nodiscard]] std::optional<std::string> until_line(
        std::string_view text, std::chrono::nanoseconds timeout = std::chrono::seconds{10});

private:
    [[nodiscard]] std::optional<std::string> line_with(std::string_view text) const;

    pid_t pid_ = -1;
    Fd output_;
    std::optional<int> status_;
};

} // namespace vitrail::test
