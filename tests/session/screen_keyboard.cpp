#include "screen_keyboard.hpp"

#include "input/keymap.hpp"
#include "virtual-keyboard-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

ScreenKeyboard::ScreenKeyboard(TestClient& client, std::string const& layout, wl_seat* seat)
    : client_{client}
{
    auto* manager = client.bind<zwp_virtual_keyboard_manager_v1>(zwp_virtual_keyboard_manager_v1_interface, 1);
    REQUIRE(manager);
    c = zwp_virtual_keyboard_manager_v1_create_virtual_keyboard(manager, seat ? seat : client.globals.seat);
    zwp_virtual_keyboard_manager_v1_destroy(manager);
    if (!layout.empty())
        set_layout(layout);
}

void ScreenKeyboard::key(std::uint32_t code, bool down)
{
    zwp_virtual_keyboard_v1_key(c, 0, code, down);
    client_.settle();
}

void ScreenKeyboard::tap(std::uint32_t code)
{
    key(code, true);
    key(code, false);
}

void ScreenKeyboard::modifiers(std::uint32_t depressed)
{
    zwp_virtual_keyboard_v1_modifiers(c, depressed, 0, 0, 0);
    client_.settle();
}

void ScreenKeyboard::unplug()
{
    if (c)
        zwp_virtual_keyboard_v1_destroy(c);
    c = nullptr;
    client_.settle();
}

void ScreenKeyboard::set_layout(std::string const& layout)
{
    auto const keymap = compile_keymap({.rules = {}, .model = {}, .layout = layout, .variant = {}, .options = {}});
    REQUIRE(keymap);
    char* text = xkb_keymap_get_as_string(keymap.get(), XKB_KEYMAP_FORMAT_TEXT_V1);
    auto const size = std::strlen(text) + 1;
    int const fd = memfd_create("keymap", MFD_CLOEXEC);
    REQUIRE(write(fd, text, size) == ssize_t(size));
    std::free(text);
    zwp_virtual_keyboard_v1_keymap(c, WL_KEYBOARD_KEYMAP_FORMAT_XKB_V1, fd, std::uint32_t(size));
    client_.settle();
    close(fd);
}

} // namespace vitrail::test
