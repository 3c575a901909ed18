// round-trip-client SECONDS: how long a compositor lets a client wait that asks something, first while nothing happens, then
// while another client has it compose the whole screen again and again. After each a program is asked that does nothing else
// than answer: what it takes is the machine's doing; the second one is as busy as the compositor is. Prints for each
// `WHEN N P50 P99 WORST`: how many questions, and microseconds until they were answered.

#include "client_buffer.hpp"
#include "client_window.hpp"

#include <algorithm>
#include <chrono>
#include <concepts>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <sched.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

using namespace vitrail::test;
using Clock = std::chrono::steady_clock;

namespace {

constexpr useconds_t between_questions = 1700; // in step with no refresh
constexpr std::chrono::microseconds one_band{110}; // what the compositor does between two looks at its clients

int connect_to_server()
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", std::getenv("XDG_RUNTIME_DIR"),
                  std::getenv("WAYLAND_DISPLAY"));
    int const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{std::string{"no compositor at "} + address.sun_path};
    return fd;
}

/// Another process that sends back what it is sent, with the compositor's claim on the processor where it may have it: where to
/// wake who has one is decided otherwise, and in a virtual machine that costs more than anything else here.
class Echo {
public:
    /// It works for that long, then looks whether it was sent something. Zero: it waits for that. Its worst wait is then the
    /// kernel's limit on such a claim: a twentieth of each second is for others.
    explicit Echo(std::chrono::microseconds busy)
    {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            throw std::runtime_error{"no socket pair"};
        fd_ = ends[0];
        process_ = fork();
        if (process_ == 0)
            echo(ends[1], busy);
        close(ends[1]);
    }
    ~Echo()
    {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
        close(fd_);
    }
    Echo(Echo const&) = delete;

    [[nodiscard]] bool answers() const
    {
        char byte = 0;
        return write(fd_, &byte, 1) == 1 && read(fd_, &byte, 1) == 1;
    }

private:
    [[noreturn]] static void echo(int fd, std::chrono::microseconds busy)
    {
        sched_param const least{.sched_priority = sched_get_priority_min(SCHED_RR)};
        sched_setscheduler(0, SCHED_RR, &least);
        pollfd readable{.fd = fd, .events = POLLIN, .revents = 0};
        for (char byte;;) {
            for (auto const until = Clock::now() + busy; Clock::now() < until;) {}
            if (poll(&readable, 1, busy.count() ? 0 : -1) > 0 && (read(fd, &byte, 1) != 1 || write(fd, &byte, 1) != 1))
                _exit(0);
        }
    }

    int fd_;
    pid_t process_;
};

void ask(char const* when, std::chrono::seconds span, std::predicate auto const& answers)
{
    std::vector<double> waits;
    for (auto const end = Clock::now() + span; Clock::now() < end;) {
        usleep(between_questions);
        auto const asked = Clock::now();
        if (!answers())
            throw std::runtime_error{"nobody answers"};
        waits.push_back(std::chrono::duration<double, std::micro>{Clock::now() - asked}.count());
    }
    std::ranges::sort(waits);
    auto const at = [&](double share) { return waits[std::size_t(double(waits.size() - 1) * share)]; };
    std::printf("%s %zu %.0f %.0f %.0f\n", when, waits.size(), at(0.5), at(0.99), waits.back());
    std::fflush(stdout);
}

void ask_echo(std::chrono::seconds span, std::chrono::microseconds busy)
{
    Echo const echo{busy};
    ask("(machine)", span, [&] { return echo.answers(); });
}

/// A window that fills the screen with translucent pictures, a new one whenever the last one was shown.
void paint_for_ever()
{
    TestClient client{connect_to_server(), [&client] {
        for (int i = 0; i < 3 && client.alive(); ++i)
            wl_display_roundtrip(client.display());
    }};
    client.settle();
    TestWindow window{client, {.size = {640, 480}, .fullscreen = true}};
    client.settle();
    TestBuffer const first{client, window.size(), 0x80400000}, second{client, window.size(), 0x80004000};
    for (bool odd = false;; odd = !odd) {
        auto const shown = window.surface().feedback.size();
        window.surface().attach(odd ? &first : &second);
        window.surface().request_feedback();
        window.surface().commit();
        while (window.surface().feedback.size() == shown) {
            pollfd readable{.fd = wl_display_get_fd(client.display()), .events = POLLIN, .revents = 0};
            if (!client.pump() && (!client.alive() || poll(&readable, 1, 5000) == 0))
                throw std::runtime_error{"the compositor shows nothing"};
        }
    }
}

int run(std::chrono::seconds span)
{
    wl_display* const display = wl_display_connect(nullptr);
    if (!display)
        throw std::runtime_error{"no compositor"};
    auto const answers = [&] { return wl_display_roundtrip(display) >= 0; };
    ask("idle", span, answers);
    ask_echo(span, {});
    pid_t const painter = fork();
    if (painter == 0) {
        try {
            paint_for_ever();
        } catch (std::exception const& error) {
            std::fprintf(stderr, "round-trip-client: %s\n", error.what());
        }
        _exit(1);
    }
    sleep(1); // until it paints
    ask("composing", span, answers);
    int status = 0;
    bool const painted = waitpid(painter, &status, WNOHANG) == 0;
    kill(painter, SIGKILL);
    waitpid(painter, &status, 0);
    wl_display_disconnect(display);
    ask_echo(span, one_band);
    return painted ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return std::fprintf(stderr, "round-trip-client SECONDS\n"), 2;
    try {
        return run(std::chrono::seconds{std::atoi(argv[1])});
    } catch (std::exception const& error) {
        return std::fprintf(stderr, "round-trip-client: %s\n", error.what()), 1;
    }
}
