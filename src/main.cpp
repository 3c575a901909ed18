#include "backend/backend.hpp"
#include "backend/headless.hpp"
#include "base/log.hpp"
#include "configuration.hpp"
#include "control/control.hpp"
#include "options.hpp"
#include "out_of_memory.hpp"
#include "realtime.hpp"
#include "server.hpp"
#include "service_manager.hpp"
#include "session_command.hpp"
#include "shell/lock_memory.hpp"
#include "shell/shell.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <random>
#include <thread>

namespace {

using namespace vitrail;

/// A kiosk comes up whenever it can: what is missing now may appear (a driver that loads, a seat that is freed, a card
/// that is plugged in). It says so once.
Result<std::unique_ptr<Server>> create_patiently(ServerOptions const& options, ServiceManager const& manager)
{
    std::string said;
    for (;;) {
        auto server = Server::create(options);
        if (server || !options.kiosk)
            return server;
        if (server.error().code != said) {
            log::warning("{}. Waiting for it", server.error().message);
            manager.status(server.error().message);
        }
        said = server.error().code;
        std::this_thread::sleep_for(std::chrono::seconds{1});
    }
}

int failed(Error const& error)
{
    log::error("{}", error.message);
    return exit_failure;
}

/// Programs of this session ask this Vitrail, not one around it. Without its socket everything else works.
void open_control(Server& server, std::string const& display)
{
    if (auto const path = server.control().listen(display)) {
        setenv("VITRAIL_SOCKET", path->c_str(), true);
    } else {
        log::warning("{}. vitrailctl will not reach this session", path.error().message);
        unsetenv("VITRAIL_SOCKET");
    }
}

/// The command line's command is a kiosk's only application, whatever the file has.
Config with_command(Config config, Options const& options)
{
    if (options.server.kiosk && !options.command.empty()) {
        auto const name = std::filesystem::path{options.command.front()}.filename().string();
        config.kiosk.applications = {{name, {.command = options.command}}};
    }
    return config;
}

void run_kiosk(Server& server, Config const& config, std::string const& socket,
               Processes::Privileges const& privileges)
{
    if (config.kiosk.applications.empty())
        log::warning("there is nothing to run: name a program after --, or in [kiosk.application.NAME] of the configuration");
    server.run_kiosk({.programs = std::make_unique<Processes>(server.loop(), privileges, Processes::Group::Own),
                      .socket = socket,
                      .seed = std::random_device{}()});
}

void plug_in_displays(Server& server, unsigned count)
{
    for (unsigned n = 1; server.backend().kind() == BackendKind::Headless && n <= count; ++n)
        server.backend().headless().add(std::format("HEADLESS-{}", n), {{1920, 1080}, 60'000});
}

/// What the user has bound to a key. Nobody waits for it.
void run(Processes& programs, std::string const& words)
{
    log::info("running: {}", words);
    if (auto const started = programs.start({"/bin/sh", "-c", words}, {}, [](int) {}); !started)
        log::warning("cannot run {}: {}", words, started.error().message);
}

/// They are for the loop alone, and no thread that a library starts later shall get them instead (pango has some, from the first
/// card on). Programs that are started have none blocked.
void keep_signals_from_threads()
{
    sigset_t ours;
    sigemptyset(&ours);
    for (int const each : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&ours, each);
    pthread_sigmask(SIG_BLOCK, &ours, nullptr);
}

int serve(Options const& options, ConfigFile& config, std::vector<std::string> const& findings)
{
    ServiceManager manager;
    Realtime realtime;
    OpenFiles const open_files;
    Processes::Privileges const privileges{realtime, open_files};
    auto server = create_patiently(options.server, manager);
    if (!server)
        return failed(server.error());
    keep_signals_from_threads();
    auto const socket = (*server)->listen();
    if (!socket)
        return failed(socket.error());
    setenv("WAYLAND_DISPLAY", socket->c_str(), true);
    if (auto const file = LockMemory::usual_file(); (*server)->backend().kind() == BackendKind::Kms && !file.empty())
        (*server)->shell().remember_lock(file); // a display of our own: before anything is seen on it
    if (auto const x11 = (*server)->shell().x11_display(); !x11.empty())
        setenv("DISPLAY", x11.c_str(), true);
    else
        unsetenv("DISPLAY"); // the host's: programs of this session belong here
    open_control(**server, *socket);
    manager.follow(**server);
    plug_in_displays(**server, options.headless_displays);
    if (auto const started = (*server)->start(); !started)
        return failed(started.error());
    // Before the name is told: whoever reads it may send signals.
    Processes programs{(*server)->loop(), privileges, Processes::Group::Own};
    (*server)->shell().events = {.run = [&](std::string const& words) { run(programs, words); },
                                 .logout = [&] { (*server)->stop(); }};
    bool const kiosk = options.server.kiosk;
    LiveConfig live{(*server)->loop(), config, {.apply = [&](Config const& now) {
        (*server)->configure(with_command(now, options));
        realtime.use(now.realtime);
    }, .tell = [&](std::string heading, std::vector<std::string> lines) {
        if (!kiosk) // its screen is everybody's
            (*server)->shell().tell(std::move(heading), std::move(lines));
    }}};
    ReloadOnHangup const reload{(*server)->loop(), live};
    (*server)->control().reload = [&live] { return live.reload(); };
    SessionCommand command{**server, kiosk ? std::vector<std::string>{} : options.command, privileges};
    if (kiosk)
        run_kiosk(**server, with_command(config.config(), options), *socket, privileges);
    else
        (*server)->shell().tell("The configuration has mistakes", findings);
    realtime.use(config.config().realtime);
    (*server)->loop().now_and_then = [&] { realtime.look((*server)->loop().now()); };
    log::info("serving clients at WAYLAND_DISPLAY={}", *socket);
    std::printf("WAYLAND_DISPLAY=%s\n", socket->c_str());
    if (auto const x11 = (*server)->shell().x11_display(); !x11.empty())
        std::printf("DISPLAY=%s\n", x11.c_str());
    std::fflush(stdout);
    (*server)->run();
    manager.stopping();
    return command.exit_status();
}

} // namespace

int main(int argc, char** argv)
{
    end_when_out_of_memory();
    auto options = parse_options(argc, argv);
    if (!options)
        return options.error();
    log::init(options->verbosity);
    ConfigFile config{options->config_file};
    if (options->check_config)
        return check(config);
    std::vector<std::string> findings;
    if (!read_at_start(config, findings))
        return exit_usage;
    options->server.config = with_command(config.config(), *options);
    std::signal(SIGPIPE, SIG_IGN); // a client that went is noticed by its socket
    return serve(*options, config, findings);
}
