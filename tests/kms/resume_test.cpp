// Leaving a session and coming back while the display forgets to report flips, as drivers do above all then.

#include "amount.hpp"
#include "client_window.hpp"
#include "faults.hpp"
#include "guest.hpp"
#include "seat.hpp"
#include "uinput.hpp"
#include "until.hpp"

#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <functional>
#include <linux/input-event-codes.h>
#include <optional>
#include <random>

using namespace vitrail::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

int const pauses = amount(500, 25);

/// A window that fills one display and shows one picture after another.
class Film {
public:
    Film(Guest& guest, std::string name) : name_{std::move(name)}, guest_{guest}
    {
        xdg_toplevel_set_fullscreen(window_.toplevel(), there()->c);
        guest.turn();
        serve();
    }

    /// Draws the next picture when the last one was shown, or will never be.
    void serve()
    {
        auto& surface = window_.surface();
        if (surface.feedback.size() < asked_)
            return;
        surface.request_feedback();
        window_.draw(asked_++ % 2 ? red : blue);
    }

    /// Was a picture shown since then, on the display that it belongs to?
    [[nodiscard]] bool shown_since(Clock::time_point since)
    {
        auto const* display = there();
        auto const& feedback = window_.surface().feedback;
        return display && window_.surface().on_outputs.contains(display->c) && !feedback.empty()
            && feedback.back().presented && std::chrono::nanoseconds{feedback.back().when_ns} > since.time_since_epoch();
    }

private:
    /// The display of that name; null while it is away.
    [[nodiscard]] ClientOutput const* there() const
    {
        auto const& all = guest_.client().outputs;
        auto const found = std::ranges::find_if(all, [&](auto const& o) { return o->name == name_ && !o->gone; });
        return found == all.end() ? nullptr : found->get();
    }

    std::string name_;
    Guest& guest_;
    TestWindow window_{guest_.client(), {.title = name_}};
    std::size_t asked_ = 0;
};

/// Two films on two displays, and another session to switch to.
class World {
public:
    /// Plays on until `done`.
    [[nodiscard]] bool play(std::function<bool()> const& done, std::chrono::nanoseconds limit)
    {
        return guest_.until([&] {
            for (auto& film : films_)
                film.serve();
            return done();
        }, limit);
    }
    void play_for(std::chrono::nanoseconds span)
    {
        std::ignore = play([] { return false; }, span);
    }

    /// As a person leaves; again until libinput has found the keyboard.
    [[nodiscard]] bool leave()
    {
        VirtualKeyboard const keyboard;
        return until([&] {
            keyboard.press(KEY_LEFTCTRL);
            keyboard.press(KEY_LEFTALT);
            keyboard.tap(KEY_F2);
            keyboard.release(KEY_LEFTALT);
            keyboard.release(KEY_LEFTCTRL);
            play_for(20ms);
            return other_.active();
        });
    }
    /// Comes back, and gives the time until both displays showed a new picture; nothing: that took longer than two seconds.
    [[nodiscard]] std::optional<Clock::duration> come_back()
    {
        auto const start = Clock::now();
        other_.switch_to(1);
        bool const in_time = play([&] {
            return !other_.active() && std::ranges::all_of(films_, [&](Film& f) { return f.shown_since(start); });
        }, 2s);
        return in_time ? std::optional{Clock::now() - start} : std::nullopt;
    }

    Faults const faults;
    [[nodiscard]] Vitrail& vitrail() { return vitrail_; }

private:
    Seatd const seatd_;
    Vitrail vitrail_{{}, faults.environment()};
    Guest guest_{vitrail_};
    std::array<Film, 2> films_{Film{guest_, "Virtual-1"}, Film{guest_, "Virtual-2"}};
    SeatClient other_{SeatClient::Waiting{}};
};

} // namespace

TEST_CASE("every output shows pictures again within two seconds of a resume, whatever flips were lost before and after")
{
    World world;
    std::mt19937 random{first_seed()};
    auto const any = [&](int from, int to) { return std::uniform_int_distribution{from, to}(random); };
    Clock::duration longest{};
    for (int i = 0, lost = 0; i < pauses; ++i) {
        world.faults.set("lose_flips", any(0, 4));
        world.play_for(std::chrono::milliseconds{any(0, 800)});
        REQUIRE(world.leave());
        world.play_for(std::chrono::milliseconds{any(0, 300)});
        world.faults.set("lose_flips", lost = any(0, 3));
        auto const took = world.come_back();
        INFO("pause " << i << ", flips lost after it: " << lost << ", seed " << first_seed());
        REQUIRE(took);
        longest = std::max(longest, *took);
        world.faults.set("lose_flips", 0);
    }
    std::printf("# %d pauses: shown again after %.0f ms at most\n", pauses, std::chrono::duration<double, std::milli>{longest}.count());
    CHECK(world.vitrail().stop() == 0);
}
