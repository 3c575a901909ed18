#pragma once

#include "input-method-unstable-v2-client-protocol.h"
#include "session_devices.hpp"
#include "text-input-unstable-v3-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <format>
#include <string>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

namespace vitrail::test {

/// A text field, with a log of what it is told: "enter", "preedit ni", "commit 你", "delete 1 0", "done", "leave".
class TextField {
public:
    explicit TextField(TestClient& client)
        : client_{client}
    {
        auto* manager = client.bind<zwp_text_input_manager_v3>(zwp_text_input_manager_v3_interface, 1);
        REQUIRE(manager);
        c = zwp_text_input_manager_v3_get_text_input(manager, client.globals.seat);
        zwp_text_input_manager_v3_destroy(manager);
        static constexpr zwp_text_input_v3_listener listener{
            .enter
            = [](void* d, zwp_text_input_v3*, wl_surface* s) { note(d, "enter " + self(d).client_.label_of(s)); },
            .leave = [](void* d, zwp_text_input_v3*, wl_surface*) { note(d, "leave"); },
            .preedit_string = [](void* d, zwp_text_input_v3*, char const* text, int,
                                  int) { note(d, std::string{"preedit "} + (text ? text : "(none)")); },
            .commit_string
            = [](void* d, zwp_text_input_v3*, char const* text) { note(d, std::string{"commit "} + text); },
            .delete_surrounding_text
            = [](void* d, zwp_text_input_v3*, std::uint32_t before,
                  std::uint32_t after) { note(d, std::format("delete {} {}", before, after)); },
            .done = [](void* d, zwp_text_input_v3*, std::uint32_t) { note(d, "done"); },
            .action = {},
            .language = {},
            .preedit_hint = {},
        };
        zwp_text_input_v3_add_listener(c, &listener, this);
        client.settle();
    }
    ~TextField()
    {
        zwp_text_input_v3_destroy(c);
        client_.settle();
    }
    TextField(TextField const&) = delete;

    void enable(int x = 10, int y = 20)
    {
        zwp_text_input_v3_enable(c);
        zwp_text_input_v3_set_surrounding_text(c, "hello", 5, 5);
        zwp_text_input_v3_set_content_type(
            c, ZWP_TEXT_INPUT_V3_CONTENT_HINT_NONE, ZWP_TEXT_INPUT_V3_CONTENT_PURPOSE_EMAIL);
        zwp_text_input_v3_set_cursor_rectangle(c, x, y, 2, 10);
        commit();
    }
    void disable()
    {
        zwp_text_input_v3_disable(c);
        commit();
    }
    void commit()
    {
        zwp_text_input_v3_commit(c);
        client_.settle();
    }
    [[nodiscard]] bool saw(std::string_view line) const { return std::ranges::find(log, line) != log.end(); }

    zwp_text_input_v3* c;
    std::vector<std::string> log;

private:
    static TextField& self(void* data) { return *static_cast<TextField*>(data); }
    static void note(void* data, std::string line) { self(data).log.push_back(std::move(line)); }

    TestClient& client_;
};

/// An input method, with a log: "activate", "around hello", "purpose 6", "done", "key 30 down", "unavailable".
class Method {
public:
    explicit Method(TestClient& client)
        : client_{client}
    {
        auto* manager = client.bind<zwp_input_method_manager_v2>(zwp_input_method_manager_v2_interface, 1);
        REQUIRE(manager);
        c = zwp_input_method_manager_v2_get_input_method(manager, client.globals.seat);
        zwp_input_method_manager_v2_destroy(manager);
        static constexpr zwp_input_method_v2_listener listener{
            .activate = [](void* d, zwp_input_method_v2*) { note(d, "activate"); },
            .deactivate = [](void* d, zwp_input_method_v2*) { note(d, "deactivate"); },
            .surrounding_text = [](void* d, zwp_input_method_v2*, char const* text, std::uint32_t,
                                    std::uint32_t) { note(d, std::string{"around "} + text); },
            .text_change_cause = [](void*, zwp_input_method_v2*, std::uint32_t) {},
            .content_type = [](void* d, zwp_input_method_v2*, std::uint32_t,
                                std::uint32_t purpose) { note(d, std::format("purpose {}", purpose)); },
            .done =
                [](void* d, zwp_input_method_v2*) {
                    ++self(d).serial_;
                    note(d, "done");
                },
            .unavailable = [](void* d, zwp_input_method_v2*) { note(d, "unavailable"); },
        };
        zwp_input_method_v2_add_listener(c, &listener, this);
        client.settle();
    }
    ~Method()
    {
        if (grab_)
            zwp_input_method_keyboard_grab_v2_release(grab_);
        zwp_input_method_v2_destroy(c);
        client_.settle();
    }
    Method(Method const&) = delete;

    void commit()
    {
        zwp_input_method_v2_commit(c, serial_);
        client_.settle();
    }
    void grab_keyboard()
    {
        static constexpr zwp_input_method_keyboard_grab_v2_listener listener{
            .keymap
            = [](void*, zwp_input_method_keyboard_grab_v2*, std::uint32_t, int fd, std::uint32_t) { close(fd); },
            .key = [](void* d, zwp_input_method_keyboard_grab_v2*, std::uint32_t, std::uint32_t, std::uint32_t key,
                       std::uint32_t state) { note(d, std::format("key {} {}", key, state ? "down" : "up")); },
            .modifiers
            = [](void* d, zwp_input_method_keyboard_grab_v2*, std::uint32_t, std::uint32_t depressed, std::uint32_t,
                  std::uint32_t, std::uint32_t) { note(d, std::format("modifiers {}", depressed)); },
            .repeat_info = [](void*, zwp_input_method_keyboard_grab_v2*, int, int) {},
        };
        grab_ = zwp_input_method_v2_grab_keyboard(c);
        zwp_input_method_keyboard_grab_v2_add_listener(grab_, &listener, this);
        client_.settle();
    }
    void release_keyboard()
    {
        zwp_input_method_keyboard_grab_v2_release(std::exchange(grab_, nullptr));
        client_.settle();
    }
    [[nodiscard]] bool saw(std::string_view line) const { return std::ranges::find(log, line) != log.end(); }

    zwp_input_method_v2* c;
    std::vector<std::string> log;

private:
    static Method& self(void* data) { return *static_cast<Method*>(data); }
    static void note(void* data, std::string line) { self(data).log.push_back(std::move(line)); }

    TestClient& client_;
    std::uint32_t serial_ = 0;
    zwp_input_method_keyboard_grab_v2* grab_ = nullptr;
};

} // namespace vitrail::test
