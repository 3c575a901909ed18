#include "service_manager.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <format>
#include <optional>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

namespace vitrail {

namespace {

std::string take(char const* name)
{
    char const* value = std::getenv(name);
    std::string const out = value ? value : "";
    unsetenv(name);
    return out;
}

std::optional<std::int64_t> number(std::string const& text)
{
    std::int64_t out = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{out} : std::nullopt;
}

} // namespace

ServiceManager::ServiceManager() : socket_{take("NOTIFY_SOCKET")}
{
    auto const microseconds = number(take("WATCHDOG_USEC"));
    auto const pid = take("WATCHDOG_PID");
    bool const for_us = pid.empty() || number(pid) == ::getpid();
    if (microseconds && *microseconds > 0 && for_us && !socket_.empty())
        interval_ = std::chrono::microseconds{*microseconds} / 2;
}

/// A path, or with @ in front a name without a file.
void ServiceManager::send(std::string const& text) const
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (socket_.empty() || socket_.size() >= sizeof address.sun_path)
        return;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    if (socket_.front() == '@')
        address.sun_path[0] = '\0';
    Fd const fd{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    auto const length = socklen_t(offsetof(sockaddr_un, sun_path) + socket_.size());
    if (!fd || ::sendto(fd.get(), text.data(), text.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&address), length) < 0)
        log::debug("cannot tell {}: {}", text, std::strerror(errno));
}

void ServiceManager::status(std::string_view text) const { send(std::format("STATUS={}", text)); }

void ServiceManager::stopping()
{
    send("STOPPING=1");
    timer_.reset(); // its loop goes with the server
}

void ServiceManager::follow(Server& server)
{
    if (socket_.empty())
        return;
    server_ = &server;
    status("waiting for a display");
    server.on_first_light = [this] { first_light(); };
}

void ServiceManager::first_light()
{
    send("READY=1\nSTATUS=showing pictures");
    if (interval_ == Duration::zero())
        return;
    timer_ = std::make_unique<Timer>(server_->loop(), [this] { look(); });
    look();
}

void ServiceManager::look()
{
    timer_->arm(server_->loop().now() + interval_);
    bool const well = shows_what_it_was_given();
    if (well)
        send("WATCHDOG=1");
    else if (!said_)
        log::warning("a display has not shown its last frame for {} s: the watchdog is not told that all is well",
                     std::chrono::duration<double>(interval_).count());
    said_ = !well;
}

/// Not so: an output that waited at the last look and has seen nothing since.
bool ServiceManager::shows_what_it_was_given()
{
    bool well = true;
    auto const before = std::exchange(waiting_, {});
    for (auto const* output : server_->outputs().active()) {
        auto const state = output->state();
        if (state != Output::State::WaitingForFlip && state != Output::State::RedrawAfterFlip)
            continue;
        auto const flips = output->stats().flips;
        auto const was = before.find(output);
        if (was != before.end() && was->second.flips == flips)
            well = false;
        waiting_[output] = {.flips = flips};
    }
    return well;
}

} // namespace vitrail
