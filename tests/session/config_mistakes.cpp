// Sixty files that somebody got wrong, each by one slip in the example file, while a session runs.

#include "amount.hpp"
#include "control/live_config.hpp"
#include "mistakes.hpp"
#include "session.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t count = 60;

/// A session that runs by the example file, and a client in it.
struct World {
    fs::path folder = make_folder();
    fs::path path = folder / "vitrail.toml";
    std::string good = whole_example(VITRAIL_EXAMPLE_CONFIG);
    ConfigFile file{path};
    TestServer server;
    std::vector<std::string> told;
    int applied = 0;
    std::optional<LiveConfig> live;

    World()
    {
        write(good);
        auto const read = file.read();
        REQUIRE(read);
        REQUIRE(*read == std::vector<std::string>{});
        server.server().configure(file.config());
        live.emplace(server.loop(), file, LiveConfig::Events{
            .apply = [this](Config const& now) { ++applied, server.server().configure(now); },
            .tell = [this](std::string const&, std::vector<std::string> lines) { told = std::move(lines); }});
    }
    ~World() { fs::remove_all(folder); }

    static fs::path make_folder()
    {
        auto name = (fs::temp_directory_path() / "vitrail-mistakes.XXXXXX").string();
        return ::mkdtemp(name.data());
    }
    void write(std::string const& text) const
    {
        std::ofstream{folder / "new", std::ios::binary} << text;
        fs::rename(folder / "new", path);
    }
    void notice()
    {
        server.settle();
        server.advance(200ms);
        server.refresh(2);
    }
};

/// The line that a finding names; 0: it names none, or not this file, or no remedy.
int line_of(std::string const& finding, fs::path const& file)
{
    constexpr std::array<std::string_view, 5> remedies{"; write ", "; did you mean ", "; there are ", "; mend this, or write ",
                                                       "; install it"};
    bool const refers = finding.find(" lists what there is", finding.find("; ")) != std::string::npos;
    auto const place = file.string() + ":";
    bool const remedied = refers || std::ranges::any_of(remedies, [&](auto remedy) { return finding.contains(remedy); });
    if (!finding.starts_with(place) || !remedied)
        return 0;
    int line = 0;
    auto const* const end = finding.data() + finding.size();
    auto const [rest, error] = std::from_chars(finding.data() + place.size(), end, line);
    return error == std::errc{} && std::string_view{rest, end}.starts_with(": ") ? line : 0;
}

} // namespace

TEST_CASE("sixty files with a mistake: each is told by file, line and remedy, and the session goes on as it was")
{
    World world;
    auto& client = world.server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = red, .maximized = true}};
    world.server.refresh(3);
    auto const screen = world.server.screen().pixels;
    auto const before = world.file.config();
    auto const configured = window.configures.size();
    seat.take();
    std::mt19937 random{first_seed()};
    for (auto const& mistake : mistakes_in(world.good, count, random)) {
        INFO(mistake.what << ", line " << mistake.line);
        world.told.clear();
        world.write(mistake.text);
        world.notice();
        CHECK(!world.told.empty());
        for (auto const& finding : world.told) {
            INFO(finding);
            CHECK(line_of(finding, world.path) > 0);
        }
        // The parser sees some slips only where the next line begins.
        auto const on = [&](std::string const& finding) { return line_of(finding, world.path) - mistake.line; };
        if (mistake.line > 0)
            CHECK(std::ranges::any_of(world.told, [&](auto const& finding) { return on(finding) == 0 || on(finding) == 1; }));
        CHECK(world.applied == 0);
        CHECK(world.file.config() == before);
    }
    CHECK(client.alive());
    CHECK(world.server.screen().pixels == screen);
    CHECK(window.configures.size() == configured);
    CHECK(seat.log.empty());
    world.write(world.good);
    world.notice();
    CHECK(world.told.empty());
    CHECK(world.applied == 1);
}
