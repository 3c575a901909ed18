#include "kiosk_world.hpp"

#include <algorithm>
#include <cstdlib>
#include <ranges>
#include <stdexcept>

namespace vitrail::test {

using namespace std::chrono_literals;

/// Programs as processes are their numbers in the list of runs.
class KioskWorld::Stage final : public Programs {
public:
    Stage(EventLoop& loop, std::shared_ptr<std::deque<Run>> runs) : loop_{loop}, runs_{std::move(runs)} {}

    Result<pid_t> start(Command const& command, Environment const& changes, std::function<void(int)> ended) override
    {
        if (command.front() == "/not/there")
            return fail("no-program", "No such file or directory");
        auto const socket = changes.find("WAYLAND_DISPLAY");
        runs_->push_back({.command = command,
                          .socket = socket == changes.end() ? "" : socket->second,
                          .when = loop_.now(),
                          .ended = std::move(ended)});
        return pid_t(runs_->size());
    }
    void end(pid_t program) override { ++(*runs_)[std::size_t(program) - 1].asked; }
    void kill(pid_t program) override { ++(*runs_)[std::size_t(program) - 1].killed; }

private:
    EventLoop& loop_;
    std::shared_ptr<std::deque<Run>> runs_;
};

KioskWorld::KioskWorld(KioskConfig config, ServerSetup setup)
{
    char name[] = "/tmp/vitrail-kiosk-XXXXXX";
    folder_ = mkdtemp(name);
    if (char const* before = std::getenv("XDG_RUNTIME_DIR"))
        runtime_before_ = before;
    setenv("XDG_RUNTIME_DIR", folder_.c_str(), true);
    config_ = setup.config;
    config_.kiosk = std::move(config);
    setup.kiosk = true;
    setup.config = config_;
    server_ = std::make_unique<TestServer>(setup);
    server_->server().run_kiosk({.programs = std::make_unique<Stage>(server_->loop(), runs_), .socket = "test", .seed = 1});
    server_->refresh(2);
}

KioskWorld::~KioskWorld()
{
    server_.reset();
    if (runtime_before_.empty())
        unsetenv("XDG_RUNTIME_DIR");
    else
        setenv("XDG_RUNTIME_DIR", runtime_before_.c_str(), true);
    std::filesystem::remove_all(folder_);
}

Run& KioskWorld::last(std::string const& program)
{
    for (auto& run : *runs_ | std::views::reverse)
        if (program.empty() || run.command.front() == program)
            return run;
    throw std::runtime_error{"never started: " + program};
}

void KioskWorld::end(Run& run, int status)
{
    run.ended(status);
    server_->settle();
}

Duration KioskWorld::until_started(std::size_t times)
{
    auto const from = server_->loop().now();
    if (!server_->run_until([&] { return runs_->size() >= times; }, 1h))
        throw std::runtime_error{"it is not started again"};
    return server_->loop().now() - from;
}

void KioskWorld::configure(KioskConfig config)
{
    config_.kiosk = std::move(config);
    server_->server().configure(config_);
    server_->refresh(2);
}

Screen::Box KioskWorld::shown(Argb color, std::string const& display)
{
    server_->refresh(3);
    return server_->screen(display).box_of(color);
}

KioskConfig kiosk_of(std::string const& program)
{
    return {.applications = {{program, {.command = {program}}}}};
}

} // namespace vitrail::test
