#pragma once

#include "base/log.hpp"
#include "server.hpp"

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrail {

inline constexpr int exit_failure = 1; ///< could not start, or could not go on
inline constexpr int exit_usage = 2;   ///< the command line or the configuration is wrong

/// What the command line said.
struct Options {
    ServerOptions server;
    std::filesystem::path config_file; ///< empty: the usual one, if there is any
    bool check_config = false;         ///< say what is wrong with it, and end
    unsigned headless_displays = 0;    ///< BackendKind::Headless: so many to begin with
    std::vector<std::string> command; ///< what to run as the first client; empty: nothing
    log::Level verbosity = log::Level::Warning;
};

/// Reads the command line. The unexpected value is the status to exit with: after --help and --version (0), or after a
/// line on stderr that names what is wrong (exit_usage).
[[nodiscard]] std::expected<Options, int> parse_options(int argc, char** argv);

} // namespace vitrail
