// A locked session on the kernel's displays, read back from them: whatever happens to the locker and to the displays, there
// is never a pixel that is not black or the locker's, on any display and in any capture.

#include "amount.hpp"
#include "client_screencopy.hpp"
#include "knob.hpp"
#include "seat.hpp"
#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <format>
#include <linux/input-event-codes.h>
#include <list>
#include <random>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

int const kills = amount(50, 5);

constexpr std::uint32_t night = 0x204060, poppy = 0xc02040, leaf = 0x20a040; // the locker's, and what nobody may see
constexpr auto half_a_frame = 8ms; // no frame is shown for less than two of these

constexpr auto config_file = "/tmp/lock-test.toml";

/// grim leaves what no display shows black and clear.
[[nodiscard]] bool is_locked(Rgba pixel) { return (pixel.r | pixel.g | pixel.b) == 0 || pixel == rgb(night); }

/// What is wrong in a picture of a locked display; empty: nothing.
std::string leak_in(Picture const& picture)
{
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            if (auto const p = picture.at(x, y); !is_locked(p))
                return std::format("({}, {}) is {:02x}{:02x}{:02x}", x, y, p.r, p.g, p.b);
    return {};
}

/// The displays' own, those that are lit. One that goes while it is read is off.
std::string leak_on_displays()
{
    for (int crtc : {0, 1})
        try {
            if (auto const leak = leak_in(display_picture(crtc)); !leak.empty())
                return std::format("display {}: {}", crtc, leak);
        } catch (std::runtime_error const&) {
        }
    return {};
}

/// How many pixels of the displays have this colour; none of one that is off.
int seen(std::uint32_t color)
{
    int count = 0;
    for (int crtc : {0, 1})
        try {
            count += shown(color, crtc);
        } catch (std::runtime_error const&) {
        }
    return count;
}

/// Two displays with secrets on them, a locker, and what may happen to them.
class LockedSession {
public:
    LockedSession()
    {
        secret_.window.draw(secret_.window.size(), 0xff000000U | poppy);
        secret_.guest.present(secret_.window.surface());
        REQUIRE(until_shown(poppy, 320 * 240));
        lock();
        REQUIRE(until([] { return shown(night) == 320 * 240; }, 20s, a_look));
    }

    /// A locker that may cover everything; the one before is dead.
    void lock() { lockers_.push_back(vitrail_.client({"swaylock", "-c", "204060", "--no-unlock-indicator"})); }
    void kill()
    {
        lockers_.back().send(SIGCONT);
        lockers_.back().send(SIGKILL);
        std::ignore = lockers_.back().wait();
    }
    /// It goes on living and answers no more.
    void stall() { lockers_.back().send(SIGSTOP); }
    void unlock() { lockers_.back().send(SIGUSR1); } // swaylock's own word for it

    /// Plugs a display in or out, or another monitor in its place.
    void change_display(int display, int how)
    {
        if (how == 0) {
            std::ofstream{"/tmp/lock-edid"}.flush();
            Process make{{"sh", "-c", std::format("edid {} other 7 >/tmp/lock-edid && vkms edid {} /tmp/lock-edid",
                                                  plugged_[display] ? "320x240@60" : "400x300@60", display)}};
            REQUIRE(make.wait() == 0);
            return;
        }
        plugged_[display] = !plugged_[display];
        plugged_[display] ? plug_display(display) : unplug_display(display);
    }
    void plug_all()
    {
        for (int display : {0, 1})
            if (!plugged_[display])
                change_display(display, 1);
    }

    /// Another session takes the seat, and gives it back.
    void leave_and_come_back()
    {
        VirtualKeyboard const keyboard;
        REQUIRE(watch([&] { // again, until libinput has found the keyboard
            keyboard.press(KEY_LEFTCTRL);
            keyboard.press(KEY_LEFTALT);
            keyboard.tap(KEY_F2);
            keyboard.release(KEY_LEFTALT);
            keyboard.release(KEY_LEFTCTRL);
            return other_.active();
        }, 10s));
        other_.switch_to(1);
        REQUIRE(watch([&] { return !other_.active(); }, 10s));
    }

    /// What is secret goes on meanwhile.
    void work()
    {
        secret_.window.draw(secret_.window.size(), 0xff000000U | (++works_ % 2 ? leaf : poppy));
        secret_.guest.turn();
    }

    /// Looks at every frame of every display until `done`; false when it took too long.
    bool watch(std::function<bool()> const& done, std::chrono::nanoseconds limit)
    {
        return until([&] {
            auto const leak = leak_on_displays();
            INFO(vitrail_.process().output());
            REQUIRE(leak == "");
            return done();
        }, limit, half_a_frame);
    }
    void watch_for(std::chrono::nanoseconds span)
    {
        std::ignore = watch([] { return false; }, span);
    }

    /// What two kinds of screenshots have in them.
    [[nodiscard]] std::string leak_in_captures()
    {
        ScratchFile const shot{"lock.png"};
        auto grim = vitrail_.client({"grim", shot.path});
        REQUIRE(watch([&] { return !grim.running(); }, 10s));
        if (grim.status() == 0)
            if (auto const leak = leak_in(Picture::load_png(shot.path)); !leak.empty())
                return "grim: " + leak;
        Guest guest{vitrail_};
        if (guest.client().outputs.empty())
            return {};
        Screencopy copy{guest.client(), false};
        std::ignore = guest.until([&] { return copy.ready || copy.failed; }, 1s);
        if (copy.ready)
            for (auto const pixel : copy.pixels())
                if (!is_locked(rgb(pixel & 0xffffff)))
                    return std::format("screencopy: {:06x}", pixel & 0xffffff);
        return {};
    }

    [[nodiscard]] Vitrail& vitrail() { return vitrail_; }

private:
    ScratchFile const config_{"lock-test.toml", "[lock]\ncommand = \"\"\n"}; // the test starts them
    Seatd const seatd_;
    Vitrail vitrail_{{"--config", config_file}};
    SeatClient other_{SeatClient::Waiting{}};
    ColoredWindow secret_{vitrail_, poppy, {.fullscreen = true}};
    std::list<Process> lockers_;
    bool plugged_[2]{true, false};
    int works_ = 0;
};

} // namespace

TEST_CASE("no locker that dies or stalls, and no display that comes, goes or is left, ever shows an unlocked pixel")
{
    LockedSession session;
    std::mt19937 random{first_seed()};
    auto const upto = [&](int n) { return int(random() % unsigned(n)); };
    int captures = 0;
    for (int round = 0; round < kills; ++round) {
        INFO("kill " << round << ", seed " << first_seed());
        if (upto(3) == 0)
            session.stall();
        for (int changes = upto(3); changes >= 0; --changes) {
            session.change_display(upto(2), upto(3));
            session.work();
            session.watch_for(std::chrono::milliseconds{upto(60)});
        }
        if (upto(4) == 0)
            session.leave_and_come_back();
        session.kill();
        session.work();
        session.watch_for(std::chrono::milliseconds{upto(100)});
        session.change_display(upto(2), 1 + upto(2));
        session.watch_for(std::chrono::milliseconds{upto(100)});
        if (upto(5) == 0 && ++captures)
            REQUIRE(session.leak_in_captures() == "");
        session.lock();
        session.watch_for(std::chrono::milliseconds{upto(300)});
        if (upto(5) == 0 && ++captures)
            REQUIRE(session.leak_in_captures() == "");
    }
    REQUIRE(session.leak_in_captures() == "");
    session.plug_all();
    REQUIRE(session.watch([] { return seen(night) > 0; }, 20s));
    session.unlock();
    CHECK(until([] { return seen(poppy) + seen(leaf) >= 320 * 240; }, 20s, a_look)); // it was there all the time
    CHECK(session.vitrail().stop() == 0);
    unplug_display(1);
}
