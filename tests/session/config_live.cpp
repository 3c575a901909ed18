// A configuration file that changes while Vitrail runs.

#include "control/live_config.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fstream>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr auto good = "[background]\ncolor = '#0000ff'\n";
constexpr auto bad = "[background]\ncolour = '#00ff00'\n";

/// A session whose background is that of the file.
struct World {
    fs::path folder;
    TestServer server;
    ConfigFile file;
    std::vector<std::string> told;
    int applied = 0;
    std::optional<LiveConfig> live;

    explicit World(fs::path const& in = "vitrail.toml", std::string_view text = "") : folder{make_folder()}, file{folder / in}
    {
        TestWindow{server.connect()}; // who has opened one needs no hint of the keys, which would lie on the background
        if (!text.empty())
            write(in, text);
        if (fs::exists(folder / in))
            REQUIRE(file.read());
        live.emplace(server.loop(), file, LiveConfig::Events{
            .apply = [this](Config const& now) { ++applied, server.server().configure(now); },
            .tell = [this](std::string const&, std::vector<std::string> lines) { told = std::move(lines); }});
    }
    ~World() { fs::remove_all(folder); }

    static fs::path make_folder()
    {
        auto name = (fs::temp_directory_path() / "vitrail-live.XXXXXX").string();
        return ::mkdtemp(name.data());
    }
    void write(fs::path const& name, std::string_view text) const { std::ofstream{folder / name} << text; }
    /// As most editors save.
    void replace(fs::path const& name, std::string_view text) const
    {
        write("new", text);
        fs::rename(folder / "new", folder / name);
    }
    /// Lets the session notice.
    [[nodiscard]] bool blue_now()
    {
        server.settle();
        server.advance(200ms);
        server.refresh(2);
        return server.screen().count(blue) == 320 * 240;
    }
};

} // namespace

TEST_CASE("what changes in the file holds at once, however it is written")
{
    World world{"vitrail.toml", "[background]\n"};
    SECTION("in place") { world.write("vitrail.toml", good); }
    SECTION("by an editor that renames") { world.replace("vitrail.toml", good); }
    SECTION("by an editor that keeps the old one")
    {
        fs::rename(world.folder / "vitrail.toml", world.folder / "vitrail.toml~");
        world.write("vitrail.toml", good);
    }
    SECTION("as a link to another file")
    {
        world.write("other", good);
        fs::create_symlink("other", world.folder / "link");
        fs::rename(world.folder / "link", world.folder / "vitrail.toml");
    }
    SECTION("as another name of another file")
    {
        world.write("other", good);
        fs::remove(world.folder / "vitrail.toml");
        fs::create_hard_link(world.folder / "other", world.folder / "vitrail.toml");
    }
    CHECK(world.blue_now());
    CHECK(world.applied == 1);
    CHECK(world.told.empty());
}

TEST_CASE("a file that is there only later is found, its folders too")
{
    World world{"config/vitrail/vitrail.toml"};
    CHECK(!world.blue_now());
    fs::create_directories(world.folder / "config/vitrail");
    SECTION("at once") {}
    SECTION("after a while") { CHECK(!world.blue_now()); }
    world.write("config/vitrail/vitrail.toml", good);
    CHECK(world.blue_now());
}

TEST_CASE("a file behind links is followed wherever they lead")
{
    World world{"none"};
    fs::create_directories(world.folder / "first");
    fs::create_directories(world.folder / "second");
    world.write("first/file", "[background]\n");
    world.write("second/file", good);
    fs::create_directory_symlink("first", world.folder / "current");
    fs::create_symlink("current/file", world.folder / "vitrail.toml");
    ConfigFile file{world.folder / "vitrail.toml"};
    REQUIRE(file.read());
    world.live.emplace(world.server.loop(), file, LiveConfig::Events{
        .apply = [&](Config const& now) { world.server.server().configure(now); }, .tell = [](auto const&, auto const&) {}});
    SECTION("the file itself changes") { world.write("first/file", good); }
    SECTION("a link in the middle leads elsewhere")
    {
        fs::create_directory_symlink("second", world.folder / "next");
        fs::rename(world.folder / "next", world.folder / "current");
    }
    CHECK(world.blue_now());
    world.live.reset();
}

TEST_CASE("a file with a mistake changes nothing, tells what is wrong, and holds as soon as it is mended")
{
    World world{"vitrail.toml", good};
    world.server.server().configure(world.file.config());
    REQUIRE(world.blue_now());
    world.replace("vitrail.toml", std::string{bad} + "[cursor]\nsize = 100\n");
    CHECK(world.blue_now());
    REQUIRE(world.told.size() == 1);
    CHECK(world.told[0] == (world.folder / "vitrail.toml").string() + ":2: background.colour: there is no such setting; did you mean color?");
    CHECK(world.applied == 0);
    world.replace("vitrail.toml", "[background]\ncolor = '#ff0000'\n");
    CHECK(!world.blue_now());
    CHECK(world.told.empty());
    CHECK(world.applied == 1);
}

TEST_CASE("a file that goes, or is written again as it was, changes nothing until somebody asks")
{
    World world{"vitrail.toml", good};
    world.server.server().configure(world.file.config());
    world.replace("vitrail.toml", good);
    CHECK(world.blue_now());
    fs::remove(world.folder / "vitrail.toml");
    CHECK(world.blue_now());
    CHECK(world.applied == 0);
    auto const outcome = world.live->reload();
    REQUIRE(outcome.findings.size() == 1);
    CHECK(outcome.findings[0].contains("No such file"));
    CHECK(world.blue_now());
}

TEST_CASE("who asks is told which settings wait for the next start")
{
    World world{"vitrail.toml", "[xwayland]\nenabled = true\n"};
    world.replace("vitrail.toml", "[xwayland]\nenabled = false\n");
    auto const outcome = world.live->reload();
    CHECK(outcome.findings.empty());
    CHECK(outcome.remarks == std::vector<std::string>{"xwayland.enabled counts when Vitrail is started again"});
    CHECK(world.told == outcome.remarks);
}

TEST_CASE("a file at rest wakes nobody, and neither do its neighbours")
{
    World world{"vitrail.toml", good};
    world.server.advance(1s);
    auto const before = world.server.loop().timer_wakeups();
    world.write("neighbour", "anything");
    world.server.settle();
    world.server.advance(1s);
    CHECK(world.server.loop().timer_wakeups() == before);
}
