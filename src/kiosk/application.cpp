#include "kiosk/application.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <algorithm>
#include <cstring>
#include <format>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration time_for_last_words = 2s;
constexpr int signal_base = 128, status_not_found = 127, status_not_executable = 126; // as shells have them

std::string reason_of(int status)
{
    if (status > signal_base)
        return std::format("It was ended by signal {} ({}).", status - signal_base, strsignal(status - signal_base));
    if (status == status_not_found || status == status_not_executable)
        return std::format("It ended with status {}: there is no such program, or it may not be run.", status);
    return std::format("It ended with status {}.", status);
}

std::string in_seconds(Duration span)
{
    return std::format("{:.1f} s", std::chrono::duration<double>(span).count());
}

wl_client* client_of(Window const& window) { return wl_resource_get_client(window.surface().resource); }

} // namespace

Application::Application(Surroundings const& surroundings, std::string name, KioskApplication what,
                         std::string const& door, std::uint32_t seed)
    : in_{surroundings}
    , name_{std::move(name)}
    , what_{std::move(what)}
    , stand_in_{in_.scene}
    , restarts_{seed}
    , patience_{in_.loop, [this] { return clients(); }, [this] { lose_patience(); }}
    , again_{in_.loop, [this] { start(); }}
    , last_word_{in_.loop, [this] {
        if (program_)
            in_.programs.kill(*program_);
    }}
{
    auto opened = ClientDoor::open(in_.display, in_.loop, door, [this](wl_client& client) { leave(client); });
    if (opened)
        door_ = std::move(*opened);
    else
        log::warning("{}: {}; its windows are known by nothing and may be on any output", name_, opened.error().message);
}

Application::~Application()
{
    if (program_)
        in_.programs.end(*program_);
}

bool Application::owns(Window const& window) const { return door_ && door_->has(client_of(window)); }

void Application::begin()
{
    if (std::exchange(begun_, true))
        return;
    patience_.begin(in_.policy.hang_timeout);
    again_.arm(in_.loop.now());
}

void Application::configure(KioskApplication what)
{
    bool const other = what.command != what_.command;
    what_ = std::move(what);
    if (!begun_)
        return;
    patience_.begin(in_.policy.hang_timeout);
    if (!other)
        return;
    replaced_ = program_.has_value();
    if (program_) {
        in_.programs.end(*program_);
        last_word_.arm(in_.loop.now() + time_for_last_words);
    } else {
        again_.arm(in_.loop.now());
    }
}

void Application::start()
{
    if (what_.command.empty())
        return;
    Programs::Environment changes;
    if (door_)
        changes["WAYLAND_DISPLAY"] = door_->name();
    started_ = in_.loop.now();
    charge_.clear();
    auto const program = in_.programs.start(what_.command, changes, [this, alive = std::weak_ptr{alive_}](int status) {
        if (!alive.expired())
            ended(status);
    });
    if (!program)
        return failed(std::format("It could not be started: {}.", program.error().message));
    program_ = *program;
    log::info("{}: started as process {}", name_, *program);
}

void Application::ended(int status)
{
    program_.reset();
    last_word_.disarm();
    if (door_)
        door_->expel(); // what it left behind
    if (std::exchange(replaced_, false))
        return again_.arm(in_.loop.now());
    failed(charge_.empty() ? reason_of(status) : std::exchange(charge_, {}));
}

void Application::failed(std::string reason)
{
    auto const wait = restarts_.ended(in_.loop.now() - started_, in_.policy);
    again_.arm(in_.loop.now() + wait);
    log::warning("{}: {} Starting it again in {}", name_, reason, in_seconds(wait));
    if (restarts_.looping(in_.policy))
        stand_in_.tell({.heading = std::format("{} does not run", name_),
                        .reason = std::move(reason),
                        .outlook = std::format("It has failed {} times in a row. The next try follows after {}.",
                                               restarts_.failures(), in_seconds(wait))});
}

void Application::lose_patience()
{
    if (!program_ || last_word_.armed())
        return;
    charge_ = std::format("It did not answer for {} and was ended.", in_seconds(in_.policy.hang_timeout));
    in_.programs.end(*program_);
    last_word_.arm(in_.loop.now() + time_for_last_words);
}

void Application::window_mapped() { stand_in_.clear(); }

void Application::window_unmapping(Window& window)
{
    auto const others = std::ranges::count_if(in_.shell.windows(), [&](auto* w) { return w != &window && owns(*w); });
    if (others == 0)
        stand_in_.keep({&window});
}

/// Its connection is over. Its windows are still there, for the last time.
void Application::leave(wl_client& client)
{
    if (auto const windows = windows_of(&client); !windows.empty())
        stand_in_.keep(windows);
}

std::vector<Window*> Application::windows_of(wl_client const* client) const
{
    auto all = in_.shell.windows();
    std::erase_if(all, [&](auto* window) { return client_of(*window) != client; });
    return all;
}

std::vector<wlr_xdg_surface*> Application::clients() const
{
    std::vector<wlr_xdg_surface*> out;
    for (auto* window : in_.shell.windows()) {
        auto* surface = wlr_xdg_surface_try_from_wlr_surface(&window->surface()); // null: a window of X11
        auto const same = [&](auto* each) { return each->client == surface->client; };
        if (surface && owns(*window) && std::ranges::none_of(out, same))
            out.push_back(surface);
    }
    return out;
}

} // namespace vitrail
