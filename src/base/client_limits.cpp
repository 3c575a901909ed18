#include "base/client_limits.hpp"

#include "base/log.hpp"

#include <format>
#include <fstream>
#include <string>
#include <wayland-server-core.h>
#include <wayland-server-protocol.h>

namespace vitrail {

namespace {

constexpr std::uint32_t display_object = 1; // of every client

/// "12 (foot)", as a person finds it.
std::string described(wl_client& client)
{
    pid_t process = 0;
    wl_client_get_credentials(&client, &process, nullptr, nullptr);
    std::string name;
    std::getline(std::ifstream{std::format("/proc/{}/comm", process)}, name);
    return std::format("{} ({})", process, name);
}

} // namespace

void accuse_of_excess(wl_client& client, std::string_view what, std::string_view setting, int limit)
{
    auto const reason = std::format("more than {} {}", limit, what);
    auto const where = setting.empty() ? std::string{} : std::format(" ({} in [limits])", setting);
    log::warning("process {} has {}: its connection is ended{}", described(client), reason, where);
    if (auto* display = wl_client_get_object(&client, display_object))
        wl_resource_post_error(display, WL_DISPLAY_ERROR_NO_MEMORY, "%s", reason.c_str());
}

} // namespace vitrail
