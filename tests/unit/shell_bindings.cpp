#include "shell/bindings.hpp"

#include "base/wlr.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <utility>
#include <xkbcommon/xkbcommon-keysyms.h>

using namespace vitrail;

namespace {

constexpr std::uint32_t super = WLR_MODIFIER_LOGO, alt = WLR_MODIFIER_ALT, shift = WLR_MODIFIER_SHIFT;

Deed deed_of(std::uint32_t modifiers, std::uint32_t keysym)
{
    auto const bindings = default_bindings();
    auto const* found = find_binding(bindings, modifiers, keysym);
    return found ? found->deed : Deed{};
}

} // namespace

TEST_CASE("each of the desktop's keys does one thing")
{
    CHECK(deed_of(super, XKB_KEY_q).action == Action::Close);
    CHECK(deed_of(super, XKB_KEY_f).action == Action::Fullscreen);
    CHECK(deed_of(super, XKB_KEY_F1).action == Action::Help);
    CHECK(deed_of(super, XKB_KEY_Left) == Deed{.action = Action::Push, .direction = Direction::Left});
    CHECK(deed_of(alt, XKB_KEY_Tab).action == Action::NextWindow);
    CHECK(deed_of(alt | shift, XKB_KEY_Tab).action == Action::PreviousWindow);
    CHECK(deed_of(super, XKB_KEY_Tab).action == Action::NextWindow);
    CHECK(deed_of(super, XKB_KEY_Return).action == Action::Run);
    CHECK(deed_of(super | shift, XKB_KEY_e).action == Action::Logout);
    CHECK(deed_of(0, XKB_KEY_XF86AudioMute).action == Action::Run);

    std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
    for (auto const& [chord, deed] : default_bindings())
        CHECK(keys.emplace(chord.modifiers, chord.keysym).second);
}

TEST_CASE("Super with a digit shows a workspace, with Shift it sends the window there")
{
    for (int number = 1; number <= 9; ++number) {
        auto const key = std::uint32_t(XKB_KEY_0 + number);
        CHECK(deed_of(super, key) == Deed{.action = Action::ShowWorkspace, .workspace = number});
        CHECK(deed_of(super | shift, key) == Deed{.action = Action::SendToWorkspace, .workspace = number});
    }
    CHECK(deed_of(super, XKB_KEY_0).action == Action::None);
}

TEST_CASE("a key with other modifiers than its binding's is the client's")
{
    CHECK(deed_of(0, XKB_KEY_q).action == Action::None);
    CHECK(deed_of(super | WLR_MODIFIER_CTRL, XKB_KEY_q).action == Action::None);
    CHECK(deed_of(super, XKB_KEY_z).action == Action::None);
}

TEST_CASE("Caps Lock and Num Lock do not disturb bindings")
{
    CHECK(deed_of(super | WLR_MODIFIER_CAPS | WLR_MODIFIER_MOD2, XKB_KEY_q).action == Action::Close);
}

TEST_CASE("keys are written as they are read")
{
    for (auto const* text : {"Super+Q", "Super+Shift+Left", "Ctrl+Alt+Delete", "Print", "Super+1", "XF86AudioMute"}) {
        auto const chord = parse_chord(text);
        REQUIRE(chord);
        CHECK(to_text(*chord) == text);
    }
    CHECK(parse_chord("super+shift+q") == Chord{super | shift, XKB_KEY_q});
    CHECK(parse_chord("Hyper+Q").error() == "'Hyper' is no modifier; write Super, Ctrl, Alt or Shift");
    CHECK(parse_chord("Super+Qq").error() == "'Qq' is no key; write its name as xev(1) or wev(1) shows it, such as Left");
}

TEST_CASE("what keys do is written in words")
{
    CHECK(parse_deed("close") == Deed{.action = Action::Close});
    CHECK(parse_deed("workspace 3") == Deed{.action = Action::ShowWorkspace, .workspace = 3});
    CHECK(parse_deed("push up") == Deed{.action = Action::Push, .direction = Direction::Up});
    CHECK(parse_deed("run foot -e top") == Deed{.action = Action::Run, .program = "foot -e top"});
    CHECK(parse_deed("workspace 10").error() == "'10' is no workspace; write workspace and a number from 1 to 9");
    CHECK(parse_deed("explode").error() == "'explode' is nothing that a key can do; vitrail-bindings(5) lists what there is");
    for (auto const& [chord, deed] : default_bindings())
        CHECK(!describe(deed).empty());
}

TEST_CASE("a binding takes the place of what its keys did, and none takes it away")
{
    auto bindings = default_bindings();
    auto const before = bindings.size();
    bind(bindings, {{super, XKB_KEY_q}, {.action = Action::Minimise}});
    CHECK(bindings.size() == before);
    CHECK(find_binding(bindings, super, XKB_KEY_q)->deed.action == Action::Minimise);
    bind(bindings, {{super, XKB_KEY_q}, {}});
    CHECK(!find_binding(bindings, super, XKB_KEY_q));
    bind(bindings, {{super, XKB_KEY_z}, {.action = Action::Close}});
    CHECK(find_binding(bindings, super, XKB_KEY_z)->deed.action == Action::Close);
}
