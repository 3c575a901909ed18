// The clipboard between real programs of Wayland and of X11, both ways: a word, a text that X11 carries in pieces (INCR) and a
// picture of 50 MB; from a program that lives, and from one that was killed.

#include "tool_world.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <format>
#include <random>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr auto content_file = "/tmp/clipboard-content";
constexpr auto patience = 60s; // of the bed's clock: nothing that ends takes so long

struct Content {
    char const* what;
    char const* type;   ///< of Wayland
    char const* target; ///< of X11
    std::size_t size;
};

constexpr Content contents[]{
    {"a word", "text/plain;charset=utf-8", "UTF8_STRING", 6},
    {"a text in pieces", "text/plain;charset=utf-8", "UTF8_STRING", 3'000'000},
    {"a picture of 50 MB", "image/png", "image/png", 50'000'000},
};

enum class Side { Wayland, X11 };

/// Writes something of that size, each time another, and gives its checksum.
std::string write_content(std::size_t size)
{
    static std::mt19937 random{1};
    std::string text(size, ' ');
    for (auto& c : text)
        c = char('a' + random() % 26);
    std::ofstream{content_file} << text;
    Process sum{{"sh", "-c", std::format("sha256sum <{}", content_file)}};
    REQUIRE(sum.wait(patience) == 0);
    return sum.output();
}

/// A screen with a window of X11, which has the focus: without one, no program of X11 may have the clipboard.
struct Desk {
    Desk() { REQUIRE(until_lit(10'000)); }

    Process copy(Side side, Content const& content)
    {
        if (side == Side::Wayland)
            return vitrail.client({"sh", "-c", std::format("exec wl-copy --foreground --type '{}' <{}", content.type, content_file)});
        return vitrail.x11_client({"xclip", "-quiet", "-selection", "clipboard", "-target", content.target, content_file});
    }
    /// The checksum of what comes; "it hangs" when nothing does.
    std::string paste(Side side, Content const& content)
    {
        auto reader = side == Side::Wayland
            ? vitrail.client({"sh", "-c", std::format("wl-paste --no-newline --type '{}' 2>&1 | sha256sum", content.type)})
            : vitrail.x11_client({"sh", "-c", std::format("xclip -out -selection clipboard -target {} 2>&1 | sha256sum", content.target)});
        return reader.wait(patience) ? reader.output() : "it hangs";
    }

    Vitrail vitrail;
    Process window = vitrail.x11_client({"xterm", "-fa", "DejaVu Sans Mono", "-bg", "white", "-e", "sleep 100000"});
};

} // namespace

TEST_CASE("what one program copies another one pastes, of Wayland or X11, however large, and after its owner was killed")
{
    Desk desk;
    for (auto const& content : contents)
        for (auto const from : {Side::Wayland, Side::X11}) {
            INFO(content.what << (from == Side::X11 ? " from X11" : " from Wayland"));
            auto const sum = write_content(content.size);
            auto owner = desk.copy(from, content);
            // As a person does not paste in the same moment: xclip answers one reader at a time, and Vitrail reads what it keeps.
            REQUIRE_FALSE(until([&] { return !owner.running(); }, 2s, 100ms));
            for (auto const to : {Side::Wayland, Side::X11}) {
                INFO((to == Side::X11 ? "to X11" : "to Wayland"));
                std::string got;
                CHECK(until([&] { return (got = desk.paste(to, content)) == sum; }, 10s, 50ms)); // once it owns the clipboard
                CHECK(got == sum);
            }
            owner.send(SIGKILL);
            REQUIRE(owner.wait());
            for (auto const to : {Side::Wayland, Side::X11}) {
                INFO((to == Side::X11 ? "to X11, owner dead" : "to Wayland, owner dead"));
                CHECK(desk.paste(to, content) == sum);
            }
        }
    CHECK(desk.vitrail.stop() == 0);
}

TEST_CASE("who empties the clipboard leaves nothing to paste, and a secret goes with its program")
{
    constexpr auto& word = contents[0];
    Desk desk;
    auto const sum = write_content(word.size);
    auto const until_pasted = [&] { return until([&] { return desk.paste(Side::Wayland, word) == sum; }, 10s, 50ms); };
    {
        auto const owner = desk.copy(Side::Wayland, word);
        REQUIRE(until_pasted());
        REQUIRE(desk.vitrail.client({"wl-copy", "--clear"}).wait() == 0);
    }
    CHECK(desk.paste(Side::Wayland, word) != sum);
    {
        auto const secret = desk.vitrail.client({"sh", "-c", std::format("exec wl-copy --foreground --sensitive <{}", content_file)});
        REQUIRE(until_pasted());
    }
    CHECK(desk.paste(Side::Wayland, word) != sum);
    CHECK(desk.paste(Side::X11, word) != sum);
}
