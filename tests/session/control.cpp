// What `vitrailctl` is told: over its socket, on virtual time.

#include "capture_recorder.hpp"
#include "control/control.hpp"
#include "output/output.hpp"
#include "screen_keyboard.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>
#include <sys/socket.h>
#include <unistd.h>
#include <xdg-shell-client-protocol.h>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

/// A program that asks.
class Peer {
public:
    explicit Peer(TestServer& server) : server_{server}
    {
        int ends[2];
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
        ours_ = Fd{ends[0]};
        server.server().control().adopt(Fd{ends[1]});
    }

    /// True if the server takes all of it.
    bool write(std::string_view text)
    {
        bool const all = ::send(ours_.get(), text.data(), text.size(), MSG_NOSIGNAL) == ssize_t(text.size());
        server_.settle();
        return all;
    }

    /// What it was told and has not read yet.
    std::vector<Json> read()
    {
        char part[4096];
        for (ssize_t got = 0; (got = ::recv(ours_.get(), part, sizeof part, 0)) > 0 || (got < 0 && errno == EINTR);) {
            heard_.append(part, std::size_t(got));
            server_.settle();
        }
        std::vector<Json> out;
        for (std::size_t end = 0; (end = heard_.find('\n')) != std::string::npos; heard_.erase(0, end + 1))
            out.push_back(Json::parse(heard_.substr(0, end)));
        return out;
    }

    Json ask(std::string_view request)
    {
        REQUIRE(write(std::string{request} + "\n"));
        auto const lines = read();
        REQUIRE(lines.size() == 1);
        return lines[0];
    }

    /// Has the server hung up, once everything that was sent is read?
    bool dropped()
    {
        std::ignore = read();
        char byte{};
        return ::recv(ours_.get(), &byte, 1, 0) == 0;
    }

    void stop_writing() { ::shutdown(ours_.get(), SHUT_WR), server_.settle(); }

private:
    TestServer& server_;
    Fd ours_;
    std::string heard_;
};

/// The only layer with this role; the test fails if it is not alone.
Json layer(Json const& why, std::string_view role, std::size_t output = 0)
{
    std::vector<Json> found;
    for (auto const& each : why.at("outputs").at(output).at("layers"))
        if (each.at("role") == role)
            found.push_back(each);
    INFO(why.dump(2));
    REQUIRE(found.size() == 1);
    return found[0];
}

/// A picture at each refresh, for half a second.
void play(TestServer& server, TestWindow& window)
{
    for (int i = 0; i < 25; ++i) {
        window.draw(i % 2 ? red : blue);
        server.refresh();
    }
    server.refresh(2);
}

constexpr auto why = R"({"request":"why"})", watch = R"({"request":"why","watch":true})";

} // namespace

TEST_CASE("every surface is told of: whose it is, where it is, in which way it goes and why")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.size = {100, 80}, .title = "a \"title\"\n", .app_id = "org.test"}};
    TestSubsurface below{window.surface()};
    below.set_position(10, 20);
    below.surface().show({30, 10}, green);
    window.draw(red);
    TestPopup menu{client, window.xdg(), {.size = {40, 30}}};
    server.refresh(3);
    Peer peer{server};
    auto const answer = peer.ask(why);

    CHECK(answer.at("type") == "why");
    auto const& output = answer.at("outputs").at(0);
    CHECK(output.at("name") == "HEADLESS-1");
    CHECK(output.at("width") == 320);
    CHECK(output.at("height") == 240);
    CHECK(output.at("commits") == server.output().stats().commits);
    CHECK(output.at("composed_commits") == server.output().stats().composed);
    auto const seen = layer(answer, "window");
    CHECK(seen.at("app_id") == "org.test");
    CHECK(seen.at("title") == "a \"title\"\n");
    CHECK(seen.at("pid") == ::getpid());
    CHECK(seen.at("x") == (320 - 100) / 2);
    CHECK(seen.at("y") == (240 - 80) / 2);
    CHECK(seen.at("width") == 100);
    CHECK(seen.at("height") == 80);
    CHECK(seen.at("buffer") == Json{{"memory", "shm"}, {"width", 100}, {"height", 80}, {"format", "XR24"}, {"modifier", {}}});
    auto const& rows = server.output().placements().rows();
    REQUIRE(rows.size() == output.at("layers").size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const& told = output.at("layers").at(i);
        CHECK(told.at("verdict") == name_of(rows[i].placement.verdict));
        CHECK(told.at("meaning") == meaning_of(rows[i].placement.verdict));
        CHECK(told.at("frames") == server.output().placements().frames(rows[i]));
        CHECK(told.at("plane").is_null() == !rows[i].placement.plane);
        CHECK((told.at("path") == "composed") == told.at("plane").is_null());
    }
    CHECK(layer(answer, "popup").at("app_id") == "org.test");
    CHECK(layer(answer, "subsurface").at("width") == 30);
}

TEST_CASE("a window that fills the screen is on a plane, and nothing is composed")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.fullscreen = true}};
    play(server, window);
    Peer peer{server};
    CHECK(peer.ask(why).at("outputs").at(0).at("composed").is_null());
    auto const seen = layer(peer.ask(why), "window");
    CHECK(seen.at("verdict") == "on-plane");
    CHECK(seen.at("path") == "plane-above");
    CHECK(seen.at("plane").is_number());
}

TEST_CASE("who watches hears when a window goes full screen, and nothing while pictures only change")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.advance(1s);
    Peer peer{server};
    CHECK(peer.ask(watch).at("outputs").size() == 1);
    play(server, window);
    server.advance(1s);
    std::ignore = peer.read(); // it became worth a plane
    play(server, window);
    CHECK(peer.read().empty());

    xdg_toplevel_set_fullscreen(window.toplevel(), nullptr);
    play(server, window);
    auto const news = peer.read();
    REQUIRE_FALSE(news.empty());
    auto const last = news.back();
    CHECK(last.at("gone").empty());
    CHECK(layer(last, "window").at("width") == 320);
    CHECK(layer(last, "window").at("verdict") == "on-plane");
}

TEST_CASE("who watches hears of displays that come and go, or of one display alone")
{
    TestServer server;
    Peer all{server}, one{server};
    all.ask(watch);
    one.ask(R"({"request":"why","watch":true,"output":"HEADLESS-1"})");
    server.plug("HEADLESS-2", {200, 100});
    auto& client = server.connect();
    TestWindow window{client};
    server.place("HEADLESS-2", {0, 0}, 1.0); // both show it
    server.advance(1s);
    std::set<std::string> told;
    for (auto const& line : all.read())
        for (auto const& output : line.at("outputs"))
            told.insert(output.at("name"));
    CHECK(told == std::set<std::string>{"HEADLESS-1", "HEADLESS-2"});
    server.unplug("HEADLESS-2");
    server.advance(1s);
    auto const lines = all.read();
    REQUIRE_FALSE(lines.empty());
    CHECK(lines[0].at("gone") == Json{"HEADLESS-2"});
    for (auto const& line : one.read())
        for (auto const& output : line.at("outputs"))
            CHECK(output.at("name") == "HEADLESS-1");
}

TEST_CASE("whoever writes nonsense is told what is wrong, and may go on")
{
    TestServer server;
    Peer peer{server};
    struct Row {
        std::string said;
        char const* code;
    };
    Row const rows[]{
        {"", "not-json"},
        {"why", "not-json"},
        {"{\"request\":\"why\"", "not-json"},
        {std::string(60'000, '['), "not-json"},
        {"\xff\xfe\x80", "not-json"},
        {"[]", "no-request"},
        {"17", "no-request"},
        {"{\"request\":17}", "no-request"},
        {"{\"request\":\"wy\"}", "unknown-request"},
        {"{\"request\":\"\xff\"}", "not-json"},
        {"{\"request\":\"why\",\"output\":\"DP-7\"}", "unknown-output"},
        {"{\"request\":\"planes\",\"use\":\"some\"}", "bad-value"},
        {"{\"request\":\"planes\",\"use\":{}}", "bad-value"},
        {std::string(70'000, 'x'), "too-long"},
    };
    for (auto const& row : rows) {
        INFO(row.said.substr(0, 40));
        auto const answer = peer.ask(row.said);
        CHECK(answer.at("type") == "error");
        CHECK(answer.at("code") == row.code);
        CHECK_FALSE(answer.at("message").get<std::string>().empty());
    }
    CHECK(peer.ask(why).at("type") == "why");
}

TEST_CASE("planes are switched while the session runs, on displays that come later too")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.fullscreen = true}};
    Peer peer{server};
    auto const verdict = [&] { return play(server, window), layer(peer.ask(why), "window").at("verdict"); };
    CHECK(verdict() == "on-plane");
    CHECK(peer.ask(R"({"request":"planes","use":"none"})") == Json{{"type", "planes"}, {"use", "none"}});
    CHECK(verdict() == "switched-off");
    CHECK(peer.ask(R"({"request":"planes"})").at("use") == "none");
    server.unplug("HEADLESS-1");
    server.plug("HEADLESS-3", {320, 240});
    CHECK(verdict() == "switched-off");
    peer.ask(R"({"request":"planes","use":"all"})");
    CHECK(verdict() == "on-plane");
}

TEST_CASE("what an output has done is told as the compositor counts it")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.advance(1s);
    Peer peer{server};
    auto const answer = peer.ask(R"({"request":"outputs"})");
    auto const& output = answer.at("outputs").at(0);
    CHECK(output.at("frames").at("commits") == server.output().stats().commits);
    CHECK(output.at("frames").at("flips") == server.output().stats().flips);
    CHECK(output.at("compose").at("passes") == server.output().compose_stats().passes);
    CHECK(output.at("clock").at("period_ns") == 20'000'000);
    CHECK(output.at("refresh_mhz") == 50'000);
}

TEST_CASE("who reads nothing is dropped, while others are answered and frames are shown")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.refresh(2);
    Peer slow{server}, other{server};
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += std::string{why} + "\n";
    while (slow.write(many)) { // until nobody takes any more
    }
    CHECK(other.ask(why).at("type") == "why");
    window.draw(blue);
    server.refresh(2);
    CHECK(server.screen().count(blue) == 100 * 80);
    server.advance(11s);
    CHECK(slow.dropped());
    CHECK(other.ask(why).at("type") == "why");
}

TEST_CASE("a watcher that does not read for a while hears the latest, and not all that was between")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client, {.title = std::string(3000, 't')}};
    server.advance(1s);
    Peer peer{server};
    REQUIRE(peer.write(std::string{watch} + "\n"));
    constexpr int changes = 400;
    for (int i = 0; i < changes; ++i) {
        window.draw({100 + i % 2, 80}, red);
        server.refresh(1);
    }
    auto const lines = peer.read();
    CHECK(lines.size() < changes);
    CHECK(layer(lines.back(), "window").at("width") == 101);
    CHECK_FALSE(peer.dropped());
}

TEST_CASE("too many programs at once are turned away, and have room when others go")
{
    TestServer server;
    {
        std::vector<std::unique_ptr<Peer>> peers;
        for (int i = 0; i < 32; ++i)
            peers.push_back(std::make_unique<Peer>(server));
        Peer late{server};
        auto const told = late.read();
        REQUIRE(told.size() == 1);
        CHECK(told[0].at("code") == "too-many");
        CHECK(late.dropped());
        CHECK(peers.back()->ask(why).at("type") == "why");
    }
    server.settle();
    Peer next{server};
    CHECK(next.ask(why).at("type") == "why");
}

TEST_CASE("who says nothing more still gets its answer")
{
    TestServer server;
    Peer peer{server};
    REQUIRE(peer.write(std::string{why} + "\n"));
    peer.stop_writing();
    CHECK(peer.read().size() == 1);
    CHECK(peer.dropped());
}

TEST_CASE("a peer that watches a still screen costs nothing")
{
    TestServer server;
    auto& client = server.connect();
    TestWindow window{client};
    server.advance(2s);
    Peer peer{server};
    peer.ask(watch);
    auto const wakeups = server.loop().timer_wakeups();
    server.advance(60s);
    CHECK(server.loop().timer_wakeups() == wakeups);
    CHECK(peer.read().empty());
}

TEST_CASE("it is told which programs see others, make input or look into the clipboard, as long as they do")
{
    TestServer server;
    Peer peer{server};
    CHECK(peer.ask(R"({"request":"privacy"})") == Json{{"type", "privacy"}, {"uses", Json::array()}});
    {
        auto& client = server.connect();
        Recorder recorder{client};
        ScreenKeyboard keys{client};
        auto const uses = peer.ask(R"({"request":"privacy"})").at("uses");
        REQUIRE(uses.size() == 2);
        CHECK(uses[0].at("kind") == "capture");
        CHECK(uses[0].at("program") == "session-tests");
        CHECK(uses[0].at("pid") == ::getpid());
        CHECK(uses[0].at("active") == true);
        CHECK(uses[1].at("kind") == "input");
        CHECK(uses[1].at("active") == false);
        keys.key(30, true);
        CHECK(peer.ask(R"({"request":"privacy"})").at("uses")[1].at("active") == true);
    }
    server.advance(3s);
    CHECK(peer.ask(R"({"request":"privacy"})").at("uses").empty());
}
