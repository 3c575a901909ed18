#pragma once

#include "kms_counts.hpp"
#include "kms_state.hpp"
#include "picture.hpp"
#include "process.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrail::test {

/// A Vitrail that did not come to serve clients, with its output.
struct DoesNotServe : std::runtime_error {
    explicit DoesNotServe(Process& process);
    std::optional<int> status; ///< as Process has it
};

/// A Vitrail on the bed's real kernel display, as a user would start it, and programs inside it.
class Vitrail {
public:
    /// Starts it, on the display if the options name no other backend, and waits until it serves clients. Throws
    /// DoesNotServe when it does not.
    explicit Vitrail(std::vector<std::string> const& options = {}, Process::Environment const& environment = {});

    /// Starts a program as its client.
    [[nodiscard]] Process client(std::vector<std::string> const& command, Process::Environment changes = {}) const;
    /// Starts a program of X11, which finds no Wayland. Throws std::runtime_error when there is no X11 here.
    [[nodiscard]] Process x11_client(std::vector<std::string> const& command);
    /// A client's end of a new connection. The caller owns it.
    [[nodiscard]] int connect() const;
    [[nodiscard]] Process& process() { return process_; }
    [[nodiscard]] std::string const& socket() const { return socket_; }
    /// Ends it as a user would and gives its exit status.
    int stop() { return process_.stop(); }

private:
    Process process_;
    std::string socket_;
};

/// A connection to the UNIX socket at `path`; the caller owns it. Throws std::runtime_error when nobody is there.
[[nodiscard]] int connect_to(std::string const& path);

/// The environment in which a program's requests to the display are counted.
[[nodiscard]] Process::Environment counting(KmsCounter const& counter);

/// Between two looks at the picture: composing one in software is dear, and virtual time does not count that.
constexpr auto a_look = std::chrono::milliseconds{50};

/// How many pixels of the display are not black (the empty desktop is: plain.toml).
[[nodiscard]] int lit_pixels(int crtc = 0);
/// Waits until at least `count` pixels are lit.
[[nodiscard]] bool until_lit(int count = 1000);
/// Waits until nothing but black is left, the cursor apart.
[[nodiscard]] bool until_dark();

/// The pixel format (fourcc) of what the primary plane shows; empty when it is off.
[[nodiscard]] std::string primary_format(int crtc = 0);

} // namespace vitrail::test
