// A long session with everything coming and going: what it holds at the end is what it held near its beginning.

#include "amount.hpp"
#include "capture_recorder.hpp"
#include "client_layer.hpp"
#include "client_lock.hpp"
#include "client_screencopy.hpp"
#include "memory_use.hpp"
#include "session.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <poll.h>
#include <vector>
#include <wayland-server-core.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr int all_frames = 100'000;
#else
constexpr int all_frames = 1'000'000;
#endif
constexpr int cycle = 200; ///< refreshes after which everything that came has gone
constexpr std::uint32_t key_a = 30;

/// A client that stays for a while: a window with a sub-surface and a popup. Every other one dies with all that it has.
class Visitor {
public:
    explicit Visitor(TestServer& server) : guest_{server}
    {
        child_.surface().show({8, 8}, green);
        window_.draw(blue);
        guest_.client().settle();
    }
    Visitor(Visitor const&) = delete;
    Visitor& operator=(Visitor const&) = delete;
    ~Visitor()
    {
        static int ended = 0;
        if (ended++ % 2)
            guest_.client().kill();
    }
    void draw(Argb color)
    {
        window_.draw(color);
        guest_.client().settle();
    }

private:
    PassingClient guest_;
    TestWindow window_{guest_.client(), {.size = {30, 20}, .color = blue}};
    TestSubsurface child_{window_.surface()};
    TestPopup popup_{guest_.client(), window_.xdg(), {.size = {10, 10}}};
};

/// A film that never ends, and what goes on around it.
class Session {
public:
    /// Plays one cycle; tells how many pictures of the film were shown.
    int play()
    {
        int shown = 0;
        for (int step = 0; step < cycle; ++step) {
            come_and_go(step);
            show_next(step);
            server_.refresh();
            for (auto const& told : film_.surface().feedback)
                shown += told.presented;
            film_.surface().feedback.clear();
        }
        forget();
        return shown;
    }

    /// wlroots keeps the global of an unplugged output for five seconds of the machine's own time, for clients that have not heard
    /// yet. How many it keeps at one moment tells how fast the machine is: before anything is counted they all go.
    void rest()
    {
        using Machine = std::chrono::steady_clock;
        auto const end = Machine::now() + std::chrono::milliseconds{5100};
        for (auto left = end - Machine::now(); left.count() > 0; left = end - Machine::now()) {
            pollfd timers{.fd = wl_event_loop_get_fd(server_.loop().c()), .events = POLLIN, .revents = 0};
            poll(&timers, 1, 1 + int(std::chrono::duration_cast<std::chrono::milliseconds>(left).count()));
            server_.settle();
        }
    }

private:
    void show_next(int step)
    {
        film_.surface().request_feedback();
        film_.surface().attach(&pictures_[std::size_t(step % 2)]);
        film_.surface().commit();
    }

    void come_and_go(int step)
    {
        mouse_.move_to(step % 64, step % 48);
        if (step % 9 == 0)
            mouse_.click();
        if (step % 7 == 0)
            keyboard_.tap(key_a);
        visit(step);
        capture(step);
        if (step % 50 == 20)
            server_.plug("HEADLESS-2", {48, 32});
        if (step % 50 == 40)
            server_.unplug("HEADLESS-2");
        if (step == 150)
            lock();
    }

    void visit(int step)
    {
        if (step % 10 == 1)
            visitors_.push_back(std::make_unique<Visitor>(server_));
        for (auto const& visitor : visitors_)
            visitor->draw(step % 2 ? red : yellow);
        if (step % 20 == 17)
            visitors_.clear();
        if (step % 40 == 15)
            panel_.emplace(resident_, LayerSetup{.anchor = anchor_top, .size = {20, 4}});
        if (step % 40 == 35)
            panel_.reset();
    }

    void capture(int step)
    {
        if (step % 25 == 3)
            Screencopy{watcher_, true};
        if (step % 40 == 5)
            recorder_.emplace(watcher_, with_cursor);
        if (recorder_)
            recorder_->ask();
        if (step % 40 == 18)
            recorder_.reset();
    }

    void lock()
    {
        PassingClient const guest{server_};
        TestLocker locker{guest.client()};
        locker.cover_all();
        server_.refresh(2);
        locker.unlock();
    }

    /// What the clients of the test wrote down.
    void forget()
    {
        film_.configures.clear();
        for (auto* client : {&resident_, &watcher_})
            std::erase_if(client->outputs, [](auto const& output) { return output->gone; });
    }

    TestServer server_{{.screen = {64, 48}}};
    Mouse mouse_{server_};
    Keyboard keyboard_{server_};
    TestClient& resident_ = server_.connect();
    TestClient& watcher_ = server_.connect();
    TestBuffer pictures_[2] = {{resident_, {40, 30}, red}, {resident_, {40, 30}, blue}};
    TestWindow film_{resident_, {.size = {40, 30}, .paint = [this](TestWindow& window) {
        window.surface().attach(&pictures_[0]);
        window.surface().commit();
    }}};
    std::vector<std::unique_ptr<Visitor>> visitors_;
    std::optional<TestLayer> panel_;
    std::optional<Recorder> recorder_;
};

struct Held {
    std::size_t memory = memory_in_use(), resident = resident_memory();
    int descriptors = open_descriptors();
};

bool within_a_hundredth(std::size_t now, std::size_t before)
{
    return now <= before + before / 100;
}

void tell(int frames, Held const& held)
{
    std::printf("# %d frames: %zu bytes in use, %zu resident, %d descriptors\n", frames, held.memory, held.resident,
                held.descriptors);
    std::fflush(stdout);
}

} // namespace

TEST_CASE("memory and descriptors stay what they are, however much comes and goes and however long it lasts")
{
    int const wanted = amount(all_frames);
    Session session;
    int frames = 0;
    auto const play_to = [&](int end) {
        while (frames < end) {
            int const shown = session.play();
            REQUIRE(shown >= cycle - 8); // none while it is locked
            frames += shown;
        }
    };
    int const begin = std::max(wanted / 10, 20'000); // by then every table has its size
    int const parts = amount(10, 2);
    play_to(begin);
    session.rest();
    Held const before;
    tell(frames, before);
    for (int part = 1; part <= parts; ++part) {
        play_to(begin + int(std::int64_t{wanted - begin} * part / parts));
        session.rest();
        Held const now;
        tell(frames, now);
        CHECK(within_a_hundredth(now.memory, before.memory));
#ifndef __SANITIZE_ADDRESS__ // which keeps for a while what was let go
        CHECK(within_a_hundredth(now.resident, before.resident));
#endif
        CHECK(now.descriptors == before.descriptors);
    }
    CHECK(frames >= wanted);
}
