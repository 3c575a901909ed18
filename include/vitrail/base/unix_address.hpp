#pragma once

#include <cstring>
#include <optional>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>

namespace vitrail {

/// The address of a UNIX socket with this path; nothing where the path is longer than the kernel takes (107 bytes).
[[nodiscard]] inline std::optional<sockaddr_un> unix_address(std::string_view path)
{
    sockaddr_un out{};
    out.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof out.sun_path)
        return std::nullopt;
    std::memcpy(out.sun_path, path.data(), path.size());
    return out;
}

} // namespace vitrail
