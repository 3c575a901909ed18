#include "session_command.hpp"

#include "base/log.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wayland-server-core.h>

extern char** environ;

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_wait = 1s, longest_wait = 30s, healthy_after = 60s;

} // namespace

struct SessionCommand::Parts {
    Server& server;
    std::vector<std::string> command;
    bool restart;
    Realtime const& realtime;
    Timer again;
    std::array<wl_event_source*, 3> signals{};
    pid_t child = -1;
    Time started{};
    Duration wait = first_wait;
    int status = 0;

    Parts(Server& s, std::vector<std::string> c, bool r, Realtime const& rt)
        : server{s}, command{std::move(c)}, restart{r}, realtime{rt}, again{s.loop(), [this] { start(); }}
    {
        auto* loop = server.loop().c();
        auto const end = [](int, void* self) {
            static_cast<Parts*>(self)->server.stop();
            return 0;
        };
        auto const reap = [](int, void* self) {
            static_cast<Parts*>(self)->on_child();
            return 0;
        };
        signals = {wl_event_loop_add_signal(loop, SIGINT, end, this), wl_event_loop_add_signal(loop, SIGTERM, end, this),
                   wl_event_loop_add_signal(loop, SIGCHLD, reap, this)};
    }

    ~Parts()
    {
        for (auto* source : signals)
            wl_event_source_remove(source);
        if (child > 0)
            ::kill(child, SIGTERM);
    }

    void start()
    {
        std::vector<char*> argv;
        for (auto& word : command)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        started = server.loop().now();
        if (int const error = spawn(argv.data()); error != 0) {
            log::error("cannot start {}: {}", command.front(), std::strerror(error));
            child = -1;
            return ended(127);
        }
        realtime.set_free(child);
    }

    /// Children start with no signal blocked: our loop blocks those it listens to.
    int spawn(char** argv)
    {
        sigset_t none;
        sigemptyset(&none);
        sigset_t defaults;
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &defaults);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        int const error = posix_spawnp(&child, argv[0], nullptr, &attributes, argv, environ);
        posix_spawnattr_destroy(&attributes);
        return error;
    }

    void on_child()
    {
        int how = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-1, &how, WNOHANG)) > 0;)
            if (pid == child) {
                child = -1;
                ended(WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how));
            }
    }

    void ended(int with)
    {
        if (!restart) {
            status = with;
            return server.stop();
        }
        if (server.loop().now() - started > healthy_after)
            wait = first_wait;
        log::warning("{} ended with status {}; starting it again in {} s", command.front(), with, wait / 1s);
        again.arm(server.loop().now() + wait);
        wait = std::min<Duration>(wait * 2, longest_wait);
    }
};

SessionCommand::SessionCommand(Server& server, std::vector<std::string> command, bool restart, Realtime const& realtime)
    : parts_{std::make_unique<Parts>(server, std::move(command), restart, realtime)}
{
    if (!parts_->command.empty())
        parts_->again.arm(server.loop().now()); // in the loop's first turn: if it cannot start, there is a loop to end
}

SessionCommand::~SessionCommand() = default;

int SessionCommand::exit_status() const { return parts_->status; }

} // namespace vitrail
