// A static screen costs nothing: no commit, and nothing of ours wakes up.

#include "crc.hpp"
#include "desktop.hpp"
#include "until.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <thread>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

/// How often the program slept and was woken, by the kernel's count.
long wake_ups(pid_t pid)
{
    std::ifstream file{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("voluntary_ctxt_switches:"))
            return std::stol(line.substr(line.find(':') + 1));
    return -1;
}

unsigned shown_framebuffer()
{
    auto const shown = kms_state().shown();
    return shown.empty() ? 0 : shown.front().fb.id;
}

} // namespace

TEST_CASE("a minute of a static screen wakes nothing up and commits nothing")
{
    Vitrail vitrail;
    Desktop desktop{vitrail};
    REQUIRE(desktop.shown());
    std::this_thread::sleep_for(1s); // the last frame callbacks are out
    auto const pid = vitrail.process().pid();
    auto const before = wake_ups(pid);
    auto const framebuffer = shown_framebuffer();
    std::this_thread::sleep_for(60s);
    CHECK(wake_ups(pid) == before);
    CHECK(shown_framebuffer() == framebuffer);
    CHECK(desktop.intact());
}
