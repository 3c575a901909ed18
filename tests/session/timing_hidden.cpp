// Clients that wait for refreshes or moments, where there may be none: whoever waits must go on.

#include "output/output.hpp"
#include "paced_windows.hpp"
#include "session.hpp"

#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// What becomes of a window while it draws.
enum class Fate { InTheOpen, Fullscreen, Covered, Minimised, DisplayOff, DisplayGone };

Fate any_fate()
{
    return GENERATE(Fate::InTheOpen, Fate::Fullscreen, Fate::Covered, Fate::Minimised, Fate::DisplayOff, Fate::DisplayGone);
}

/// Lets it happen to `window`, for as long as it lives.
class Ordain {
public:
    Ordain(TestServer& server, TestClient& client, TestWindow& window, Fate fate)
    {
        switch (fate) {
        case Fate::InTheOpen:   break;
        case Fate::Fullscreen:  xdg_toplevel_set_fullscreen(window.toplevel(), nullptr); break;
        case Fate::Covered:     cover_.emplace(client, WindowSetup{.color = green, .fullscreen = true}); break;
        case Fate::Minimised:   xdg_toplevel_set_minimized(window.toplevel()); break;
        case Fate::DisplayOff:  CHECK(server.output().set_power(false)); break;
        case Fate::DisplayGone: server.unplug("HEADLESS-1"); break;
        }
        server.settle();
        server.advance(200ms);
    }

private:
    std::optional<TestWindow> cover_;
};

/// Lets time pass until the client was told of so many pictures, shown or replaced unseen.
bool told_of(TestServer& server, TestSurface& surface, std::size_t pictures, Duration limit)
{
    return server.run_until([&] { return surface.feedback.size() >= pictures; }, limit);
}

} // namespace

TEST_CASE("a client paced by barriers goes on wherever its window is, at twenty pictures a second at least")
{
    auto const fate = any_fate();
    CAPTURE(int(fate));
    TestServer server;
    auto& client = server.connect();
    FifoWindow fifo{client};
    server.refresh(5);
    Ordain const ordained{server, client, fifo.window, fate};
    auto& surface = fifo.window.surface();
    auto const before = surface.feedback.size();
    for (int i = 0; i < 20; ++i)
        fifo.draw(i % 2 ? red : blue);
    CHECK(told_of(server, surface, before + 19, 1100ms)); // the last stays
}

TEST_CASE("a client whose pictures have moments goes on wherever its window is, and each is there until the next one's")
{
    auto const fate = any_fate();
    CAPTURE(int(fate));
    TestServer server;
    auto& client = server.connect();
    TimedWindow timed{client};
    server.refresh(5);
    Ordain const ordained{server, client, timed.window, fate};
    auto& surface = timed.window.surface();
    auto const before = surface.feedback.size();
    auto const start = server.loop().now();
    for (int i = 1; i <= 10; ++i)
        timed.draw(i % 2 ? red : blue, start + i * 100ms);
    CHECK(told_of(server, surface, before + 9, 1200ms));
    CHECK(server.loop().now() - start >= 900ms);
}

TEST_CASE("barriers and moments that nobody sees wake nobody once they are over")
{
    auto const fate = any_fate();
    CAPTURE(int(fate));
    TestServer server;
    auto& client = server.connect();
    FifoWindow fifo{client};
    TimedWindow timed{client};
    server.refresh(5);
    Ordain const ordained{server, client, fifo.window, fate};
    fifo.draw(blue);
    timed.draw(blue, server.loop().now() + 300ms);
    server.advance(3s);
    auto const wakeups = server.loop().timer_wakeups();
    server.advance(60s);
    CHECK(server.loop().timer_wakeups() == wakeups);
}
