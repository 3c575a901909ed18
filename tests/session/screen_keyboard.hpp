#pragma once

#include "client.hpp"

#include <string>

struct wl_seat;
struct zwp_virtual_keyboard_v1;

namespace vitrail::test {

/// A screen keyboard with a layout of its own (virtual-keyboard-v1).
class ScreenKeyboard {
public:
    /// An empty `layout`: no keymap is sent. For the client's first seat if it names none.
    explicit ScreenKeyboard(TestClient& client, std::string const& layout = "de", wl_seat* seat = nullptr);
    ~ScreenKeyboard() { unplug(); }
    ScreenKeyboard(ScreenKeyboard const&) = delete;
    ScreenKeyboard& operator=(ScreenKeyboard const&) = delete;

    /// `code` as the kernel numbers keys.
    void key(std::uint32_t code, bool down);
    void tap(std::uint32_t code);
    void modifiers(std::uint32_t depressed);
    void unplug();

    zwp_virtual_keyboard_v1* c = nullptr;

private:
    void set_layout(std::string const& layout);

    TestClient& client_;
};

} // namespace vitrail::test
