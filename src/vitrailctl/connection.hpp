#pragma once

#include "base/fd.hpp"
#include "base/result.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace vitrail::ctl {

/// The socket of the Vitrail that is meant: `named` by the user, else VITRAIL_SOCKET, else the one that belongs to
/// WAYLAND_DISPLAY. Errors: `no-session`, nothing tells which.
[[nodiscard]] Result<std::filesystem::path> socket_path(std::filesystem::path const& named);

/// A conversation with a Vitrail, line by line.
class Line {
public:
    /// Errors: `no-vitrail`, nobody answers there.
    [[nodiscard]] static Result<Line> open(std::filesystem::path const& socket);

    /// Errors: `lost`, Vitrail ended or dropped us.
    [[nodiscard]] Result<> say(std::string_view line);
    /// The next line; `patience` is how long it may take, nothing: for ever. Errors: `lost`, and `no-answer`.
    [[nodiscard]] Result<std::string> hear(std::optional<std::chrono::seconds> patience);

private:
    explicit Line(Fd fd) : fd_{std::move(fd)} {}

    Fd fd_;
    std::string heard_; // beyond the last line
};

} // namespace vitrail::ctl
