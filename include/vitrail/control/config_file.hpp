#pragma once

#include "base/result.hpp"
#include "control/config.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrail {

/// The user's configuration file, and what holds by it. Read at the start and whenever the user asks for it.
class ConfigFile {
public:
    /// `named` by the user; empty: the first that exists of `usual_places`, looked for at each reading.
    explicit ConfigFile(std::filesystem::path named = {});

    /// Reads the file for a session that begins. Gives the findings, a line each: what they are about has its default.
    /// Errors (and nothing changes): `no-config`, the named file or the one that was found cannot be read.
    [[nodiscard]] Result<std::vector<std::string>> read();
    /// Reads it again, with the same errors. With any finding nothing changes: the configuration that holds was whole.
    [[nodiscard]] Result<std::vector<std::string>> read_again();
    /// Is there a file that says something else than the one that was read last? One that has gone says nothing.
    [[nodiscard]] bool has_news() const;

    [[nodiscard]] Config const& config() const { return config_; }
    /// Did the user name it?
    [[nodiscard]] bool is_named() const { return !named_.empty(); }
    /// The file that was read; empty when there is none (and the defaults hold).
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    /// Where the file may be: changes of these may be news.
    [[nodiscard]] std::vector<std::filesystem::path> places() const;

    /// $XDG_CONFIG_HOME (~/.config), then $XDG_CONFIG_DIRS (/etc/xdg): vitrail/vitrail.toml in each.
    /// Source: XDG Base Directory Specification.
    [[nodiscard]] static std::vector<std::filesystem::path> usual_places();

private:
    [[nodiscard]] std::filesystem::path find() const;
    [[nodiscard]] Result<ConfigReading> read_now();

    std::filesystem::path named_, path_;
    std::string text_; // as it was read last, right or wrong
    Config config_;
};

} // namespace vitrail
