#include "processes.hpp"

#include "base/fd.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wayland-server-core.h>

extern char** environ;

namespace vitrail {

namespace {

/// Children start with no signal blocked: our loop blocks those it listens to.
class SpawnAttributes {
public:
    explicit SpawnAttributes(bool own_group)
    {
        sigset_t none, defaults;
        sigemptyset(&none);
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGPIPE);
        posix_spawnattr_init(&c_);
        posix_spawnattr_setsigmask(&c_, &none);
        posix_spawnattr_setsigdefault(&c_, &defaults);
        int const flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (own_group ? POSIX_SPAWN_SETPGROUP : 0);
        posix_spawnattr_setflags(&c_, short(flags));
    }
    SpawnAttributes(SpawnAttributes const&) = delete;
    SpawnAttributes& operator=(SpawnAttributes const&) = delete;
    ~SpawnAttributes() { posix_spawnattr_destroy(&c_); }
    [[nodiscard]] posix_spawnattr_t const* c() const { return &c_; }

private:
    posix_spawnattr_t c_{};
};

/// Our environment with `changes`, as "NAME=value".
std::vector<std::string> changed_environment(Programs::Environment const& changes)
{
    std::vector<std::string> out;
    for (char** variable = environ; *variable; ++variable) {
        std::string_view const text{*variable};
        if (!changes.contains(std::string{text.substr(0, text.find('='))}))
            out.emplace_back(text);
    }
    for (auto const& [name, value] : changes)
        out.push_back(name + "=" + value);
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> out;
    for (auto& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

} // namespace

/// A process that was started: calls back when it can be reaped.
class Processes::Child {
public:
    Child(EventLoop& loop, Fd fd, std::function<void()> over, std::function<void(int)> told)
        : ended{std::move(told)}, fd_{std::move(fd)}, over_{std::move(over)}
    {
        auto const call = [](int, std::uint32_t, void* self) {
            auto const over = static_cast<Child*>(self)->over_; // the child goes meanwhile
            over();
            return 0;
        };
        source_ = wl_event_loop_add_fd(loop.c(), fd_.get(), WL_EVENT_READABLE, call, this);
    }
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;
    ~Child()
    {
        if (source_)
            wl_event_source_remove(source_);
    }
    /// False: nobody would hear of its end.
    [[nodiscard]] bool watched() const { return source_ != nullptr; }

    std::function<void(int)> ended;

private:
    Fd fd_;
    std::function<void()> over_;
    wl_event_source* source_;
};

Processes::Processes(EventLoop& loop, Privileges const& privileges, Group group)
    : loop_{loop}, privileges_{privileges}, group_{group}
{
}

Processes::~Processes() = default;

Result<pid_t> Processes::start(Command const& command, Environment const& changes, std::function<void(int)> ended)
{
    auto words = command;
    auto variables = changed_environment(changes);
    SpawnAttributes const attributes{group_ == Group::Own};
    pid_t program = -1;
    int const error = posix_spawnp(&program, words.front().c_str(), nullptr, attributes.c(), pointers(words).data(),
                                   pointers(variables).data());
    if (error != 0)
        return fail("no-program", "{}", std::strerror(error));
    privileges_.realtime.set_free(program);
    privileges_.open_files.restore_for(program);
    Fd watch{int(::syscall(SYS_pidfd_open, program, 0))}; // glibc 2.42 declares its own for C alone
    auto child = watch ? std::make_unique<Child>(loop_, std::move(watch), [this, program] { reap(program); }, std::move(ended))
                       : nullptr;
    if (!child || !child->watched()) { // out of descriptors
        int const why = errno;
        ::kill(program, SIGKILL);
        ::waitpid(program, nullptr, 0);
        return fail("no-program", "{}", std::strerror(why));
    }
    children_[program] = std::move(child);
    return program;
}

void Processes::reap(pid_t program)
{
    if (group_ == Group::Own)
        send(program, SIGTERM); // what it leaves behind; while it is not reaped, its number is nobody else's
    int how = 0;
    if (::waitpid(program, &how, WNOHANG) != program)
        return;
    auto const child = std::move(children_.extract(program).mapped());
    child->ended(WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how));
}

/// A group keeps its number while anybody is in it, so nobody else is hit.
void Processes::send(pid_t program, int signal) const
{
    ::kill(group_ == Group::Own ? -program : program, signal);
}

void Processes::end(pid_t program)
{
    if (children_.contains(program))
        send(program, SIGTERM);
}

void Processes::kill(pid_t program)
{
    if (children_.contains(program))
        send(program, SIGKILL);
}

} // namespace vitrail
