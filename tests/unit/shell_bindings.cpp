#include "shell/bindings.hpp"

#include "base/wlr.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <utility>
#include <xkbcommon/xkbcommon-keysyms.h>

using namespace vitrail;

TEST_CASE("each of the desktop's keys does one thing")
{
    struct Row {
        std::uint32_t modifiers, keysym;
        Action action;
    };
    for (auto const& row : {
             Row{WLR_MODIFIER_LOGO, XKB_KEY_q, Action::Close},
             Row{WLR_MODIFIER_LOGO, XKB_KEY_f, Action::Fullscreen},
             Row{WLR_MODIFIER_LOGO, XKB_KEY_m, Action::Maximise},
             Row{WLR_MODIFIER_LOGO, XKB_KEY_h, Action::Minimise},
             Row{WLR_MODIFIER_LOGO, XKB_KEY_Left, Action::TileLeft},
             Row{WLR_MODIFIER_LOGO, XKB_KEY_Right, Action::TileRight},
             Row{WLR_MODIFIER_ALT, XKB_KEY_Tab, Action::NextWindow},
             Row{WLR_MODIFIER_ALT | WLR_MODIFIER_SHIFT, XKB_KEY_Tab, Action::PreviousWindow},
         })
        CHECK(find_binding(desktop_bindings(), row.modifiers, row.keysym)->action == row.action);

    std::set<std::pair<std::uint32_t, std::uint32_t>> keys;
    for (auto const& binding : desktop_bindings())
        CHECK(keys.emplace(binding.modifiers, binding.keysym).second);
}

TEST_CASE("Super with a digit shows a workspace, with Shift it sends the window there")
{
    for (int number = 1; number <= 9; ++number) {
        auto const key = std::uint32_t(XKB_KEY_0 + number);
        auto const* show = find_binding(desktop_bindings(), WLR_MODIFIER_LOGO, key);
        auto const* send = find_binding(desktop_bindings(), WLR_MODIFIER_LOGO | WLR_MODIFIER_SHIFT, key);
        REQUIRE((show && send));
        CHECK(show->action == Action::ShowWorkspace);
        CHECK(send->action == Action::SendToWorkspace);
        CHECK(show->workspace == WorkspaceId{number});
        CHECK(send->workspace == WorkspaceId{number});
    }
    CHECK(!find_binding(desktop_bindings(), WLR_MODIFIER_LOGO, XKB_KEY_0));
}

TEST_CASE("a key with other modifiers than its binding's is the client's")
{
    CHECK(!find_binding(desktop_bindings(), 0, XKB_KEY_q));
    CHECK(!find_binding(desktop_bindings(), WLR_MODIFIER_LOGO | WLR_MODIFIER_CTRL, XKB_KEY_q));
    CHECK(!find_binding(desktop_bindings(), WLR_MODIFIER_LOGO, XKB_KEY_z));
}

TEST_CASE("Caps Lock and Num Lock do not disturb bindings")
{
    auto const locks = WLR_MODIFIER_CAPS | WLR_MODIFIER_MOD2;
    CHECK(find_binding(desktop_bindings(), WLR_MODIFIER_LOGO | locks, XKB_KEY_q)->action == Action::Close);
}
