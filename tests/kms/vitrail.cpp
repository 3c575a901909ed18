#include "vitrail.hpp"

#include "until.hpp"
#include "writeback.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>

namespace vitrail::test {

using namespace std::chrono_literals;

namespace {

constexpr int cursor_pixels = 64 * 64;

std::vector<std::string> with_program(std::vector<std::string> const& options)
{
    std::vector<std::string> command{VITRAIL_PROGRAM};
    if (!std::ranges::contains(options, "--backend"))
        command.insert(command.end(), {"--backend", "kms"});
    if (!std::ranges::contains(options, "--config"))
        command.insert(command.end(), {"--config", VITRAIL_PLAIN_CONFIG});
    command.insert(command.end(), options.begin(), options.end());
    return command;
}

} // namespace

DoesNotServe::DoesNotServe(Process& process)
    : std::runtime_error{"vitrail does not serve clients: " + process.output()}
    , status{process.wait(1s)}
{
}

Vitrail::Vitrail(std::vector<std::string> const& options, Process::Environment const& environment)
    : process_{with_program(options), environment}
{
    constexpr std::string_view key = "WAYLAND_DISPLAY=wayland";
    auto const line = process_.until_line(key);
    if (!line)
        throw DoesNotServe{process_};
    socket_ = line->substr(line->rfind('=') + 1);
}

Process Vitrail::client(std::vector<std::string> const& command, Process::Environment changes) const
{
    changes["WAYLAND_DISPLAY"] = socket_;
    changes["DISPLAY"] = "";
    return Process{command, changes};
}

Process Vitrail::x11_client(std::vector<std::string> const& command)
{
    auto const line = process_.until_line("DISPLAY=:"); // Wayland's has no colon
    if (!line)
        throw std::runtime_error{"vitrail has no X11: " + process_.output()};
    return Process{command, {{"DISPLAY", line->substr(line->rfind('=') + 1)}, {"WAYLAND_DISPLAY", ""}}};
}

int Vitrail::connect() const
{
    return connect_to(std::string{std::getenv("XDG_RUNTIME_DIR")} + "/" + socket_);
}

int connect_to(std::string const& path)
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::memcpy(address.sun_path, path.data(), std::min(path.size(), sizeof address.sun_path - 1));
    int const fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{"no Vitrail at " + path};
    return fd;
}

Process::Environment counting(KmsCounter const& counter)
{
    return {{"LD_PRELOAD", VITRAIL_KMS_COUNTS_LIBRARY}, {"VITRAIL_KMS_COUNTS", counter.folder().string()}};
}

int lit_pixels(int crtc)
{
    auto const picture = display_picture(crtc);
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) {
            auto const p = picture.at(x, y);
            count += p.r || p.g || p.b;
        }
    return count;
}

bool until_lit(int count)
{
    return until([=] { return lit_pixels() >= count; }, 10s, a_look);
}

bool until_dark()
{
    return until([] { return lit_pixels() <= cursor_pixels; }, 10s, a_look);
}

std::string primary_format(int crtc)
{
    auto const shown = kms_state().shown(crtc);
    return shown.empty() ? "" : shown.front().fb.format;
}

} // namespace vitrail::test
