// Displays that forget to answer.

#include "client_window.hpp"
#include "faults.hpp"
#include "guest.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// A service manager's ear.
class Ear {
public:
    Ear() : socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)}
    {
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = "/tmp/liveness-notify"};
        ::unlink(address.sun_path);
        REQUIRE(::bind(socket_.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
    }
    /// With which a program speaks to it, every second.
    [[nodiscard]] Process::Environment environment(Process::Environment more) const
    {
        more.merge(Process::Environment{{"NOTIFY_SOCKET", "/tmp/liveness-notify"}, {"WATCHDOG_USEC", "2000000"}});
        return more;
    }
    /// How often it heard that since the last time.
    [[nodiscard]] int take(std::string_view word)
    {
        int count = 0;
        char said[4096];
        for (ssize_t got = 0; (got = ::recv(socket_.get(), said, sizeof said, 0)) > 0;)
            count += std::string_view{said, std::size_t(got)}.contains(word);
        return count;
    }

private:
    vitrail::Fd socket_;
};

} // namespace

TEST_CASE("an output goes on within two seconds after the display forgot to report flips")
{
    int const lost = GENERATE(1, 2, 3);
    CAPTURE(lost);
    Faults const faults;
    Vitrail vitrail{{}, faults.environment()};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = {100, 80}}};
    auto const shown = [&](Argb color) {
        window.surface().request_feedback();
        auto const before = window.surface().feedback.size();
        window.draw(color);
        return guest.until([&] { return window.surface().feedback.size() > before; }, 2s);
    };
    for (int i = 0; i < 10; ++i)
        REQUIRE(shown(i % 2 ? red : blue));
    faults.set("lose_flips", lost);
    CHECK(shown(green));
    for (int i = 0; i < 10; ++i)
        CHECK(shown(i % 2 ? red : blue));
    CHECK(guest.client().alive());
}

TEST_CASE("a display that is busy for a while shows the picture when it is not any more")
{
    Faults const faults;
    Vitrail vitrail{{}, faults.environment()};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = {100, 80}}};
    window.surface().request_feedback();
    faults.set("busy_commits", 7);
    window.draw(blue);
    CHECK(guest.until([&] { return !window.surface().feedback.empty(); }, 2s));
    faults.set("busy_commits", 0);
}

TEST_CASE("the watchdog hears nothing while a display does not show what it was given, and hears again when it does")
{
    Faults const faults;
    Ear ear;
    Vitrail vitrail{{}, ear.environment(faults.environment())};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = {100, 80}}};
    auto const draw_for = [&](std::chrono::nanoseconds span) {
        std::ignore = guest.until([&, i = 0, next = std::chrono::steady_clock::now()]() mutable {
            if (auto const now = std::chrono::steady_clock::now(); now >= next) { // not at each look: buffers are kept meanwhile
                window.draw(++i % 2 ? red : blue);
                next = now + 50ms;
            }
            return false;
        }, span);
    };
    draw_for(3s);
    CHECK(ear.take("WATCHDOG=1") >= 2);
    faults.set("lose_flips", -1);
    draw_for(3s);
    std::ignore = ear.take(""); // said before anything was missing
    draw_for(10s);
    CHECK(ear.take("WATCHDOG=1") == 0);
    CHECK(vitrail.process().running());
    faults.set("lose_flips", 0);
    draw_for(4s);
    CHECK(ear.take("WATCHDOG=1") >= 1);
}
