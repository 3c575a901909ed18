#include "process.hpp"
#include "until.hpp"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tuple>

extern char** environ;

namespace vitrail::test {
namespace {

std::vector<std::string> changed_environment(Process::Environment const& changes)
{
    std::vector<std::string> out;
    for (char** entry = environ; *entry; ++entry) {
        std::string const pair = *entry;
        if (!changes.contains(pair.substr(0, pair.find('='))))
            out.push_back(pair);
    }
    for (auto const& [name, value] : changes) {
        if (!value.empty())
            out.push_back(name + '=' + value);
    }
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> out;
    for (auto& string : strings)
        out.push_back(string.data());
    out.push_back(nullptr);
    return out;
}

/// Own group, default signals: a test runner may ignore or block some.
class Attributes {
public:
    Attributes()
    {
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_init(&value);
        posix_spawnattr_setflags(&value, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        posix_spawnattr_setpgroup(&value, 0);
        posix_spawnattr_setsigdefault(&value, &all);
        posix_spawnattr_setsigmask(&value, &none);
    }
    ~Attributes() { posix_spawnattr_destroy(&value); }
    Attributes(Attributes const&) = delete;
    Attributes& operator=(Attributes const&) = delete;

    posix_spawnattr_t value;
};

class Redirections {
public:
    explicit Redirections(int output)
    {
        posix_spawn_file_actions_init(&value);
        posix_spawn_file_actions_addopen(&value, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&value, output, 1);
        posix_spawn_file_actions_adddup2(&value, output, 2);
    }
    ~Redirections() { posix_spawn_file_actions_destroy(&value); }
    Redirections(Redirections const&) = delete;
    Redirections& operator=(Redirections const&) = delete;

    posix_spawn_file_actions_t value;
};

} // namespace

Process::Process(std::vector<std::string> const& command, Environment const& changes)
    : output_{memfd_create("output", MFD_CLOEXEC)}
{
    auto arguments = command;
    auto variables = changed_environment(changes);
    Attributes const attributes;
    Redirections const redirections{output_.get()};
    int const error = posix_spawnp(&pid_, arguments.at(0).c_str(), &redirections.value, &attributes.value,
        pointers(arguments).data(), pointers(variables).data());
    if (error != 0)
        throw std::runtime_error{command.at(0) + ": " + std::strerror(error)};
}

Process::Process(Process&& other) noexcept
    : pid_{std::exchange(other.pid_, -1)}
    , output_{std::move(other.output_)}
    , status_{other.status_}
{
}

Process::~Process()
{
    if (pid_ < 0)
        return;
    kill(-pid_, SIGKILL);
    if (!status_)
        waitpid(pid_, nullptr, 0);
    // Its children too, which others reap: the one that keeps the seat holds the display.
    std::ignore = until([this] { return kill(-pid_, 0) != 0; }, std::chrono::seconds{2});
}

bool Process::running()
{
    return !status();
}

std::optional<int> Process::status()
{
    int raw = 0;
    if (!status_ && waitpid(pid_, &raw, WNOHANG) == pid_)
        status_ = WIFSIGNALED(raw) ? 128 + WTERMSIG(raw) : WEXITSTATUS(raw);
    return status_;
}

std::optional<int> Process::wait(std::chrono::nanoseconds timeout)
{
    until([this] { return !running(); }, timeout);
    return status();
}

int Process::stop(std::chrono::nanoseconds timeout)
{
    send(SIGTERM);
    if (!wait(timeout)) {
        kill(-pid_, SIGKILL);
        wait();
    }
    return status_.value_or(-1);
}

void Process::send(int signal) const
{
    // After waitpid the number may belong to somebody else.
    if (!status_)
        kill(pid_, signal);
}

std::string Process::output() const
{
    struct stat info{};
    fstat(output_.get(), &info);
    std::string text(static_cast<std::size_t>(info.st_size), '\0');
    auto const got = pread(output_.get(), text.data(), text.size(), 0);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
}

std::optional<std::string> Process::until_line(std::string_view text, std::chrono::nanoseconds timeout)
{
    std::optional<std::string> line;
    until(
        [&] {
            bool const ended = !running(); // before the look: what it wrote last counts
            line = line_with(text);
            return line || ended;
        },
        timeout);
    return line;
}

std::optional<std::string> Process::line_with(std::string_view text) const
{
    auto const all = output();
    auto const at = all.find(text);
    if (at == std::string::npos || all.find('\n', at) == std::string::npos)
        return std::nullopt;
    auto const before = all.rfind('\n', at);
    auto const start = before == std::string::npos ? 0 : before + 1;
    return all.substr(start, all.find('\n', at) - start);
}

} // namespace vitrail::test
