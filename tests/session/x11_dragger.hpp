#pragma once

#include "client_x11.hpp"
#include "x11_supply.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace vitrail::test {

/// A program of X11 that drags a text, as toolkits do: it looks for who is below the pointer, and talks to that window.
class X11Dragger {
public:
    X11Dragger(X11Client& program, X11Window& window, std::string text) : program_{program}, window_{window}, text_{std::move(text)}
    {
        xcb_set_selection_owner(program.c(), window.id(), program.atom("XdndSelection"), XCB_CURRENT_TIME);
        program.flush();
    }

    /// Tells the window below the pointer, if it is one that takes drags; nobody: false.
    [[nodiscard]] bool steer()
    {
        auto const below = below_pointer();
        if (below == XCB_WINDOW_NONE)
            return false;
        if (std::exchange(target_, below) != below)
            say("XdndEnter", {.data32 = {window_.id(), 5U << 24, program_.atom("TEXT"), program_.atom("UTF8_STRING"), 0}});
        say("XdndPosition", {.data32 = {window_.id(), 0, 0, 1, program_.atom("XdndActionCopy")}});
        return true;
    }
    void leave()
    {
        say("XdndLeave", {.data32 = {window_.id(), 0, 0, 0, 0}});
        target_ = XCB_WINDOW_NONE;
    }
    void drop() { say("XdndDrop", {.data32 = {window_.id(), 0, 2, 0, 0}}); }
    /// Is its last word that it would take it?
    [[nodiscard]] bool is_accepted()
    {
        auto const type = program_.atom("XdndStatus");
        return program_.saw(XCB_CLIENT_MESSAGE, [&](auto const& event) {
            auto const& said = reinterpret_cast<xcb_client_message_event_t const&>(event);
            return said.type == type && (said.data.data32[1] & 1) && said.data.data32[4] == program_.atom("XdndActionCopy");
        });
    }
    /// 1: it was taken; 0: it was not; nothing: no word.
    [[nodiscard]] std::optional<std::uint32_t> finished()
    {
        auto const type = program_.atom("XdndFinished");
        std::optional<std::uint32_t> out;
        std::ignore = program_.saw(XCB_CLIENT_MESSAGE, [&](auto const& event) {
            auto const& said = reinterpret_cast<xcb_client_message_event_t const&>(event);
            if (said.type == type)
                out = said.data.data32[1] & 1;
            return said.type == type;
        });
        return out;
    }
    /// Hands out what it has, in pieces if `piece` is less than that.
    void serve(std::size_t piece)
    {
        auto request = next_request(program_);
        while (request.target == program_.atom("TARGETS")) // of the window manager, which nobody has to answer
            request = next_request(program_);
        supply(program_, request, text_, piece);
    }

private:
    /// The outermost window that takes drags, as XDND says it is found.
    [[nodiscard]] xcb_window_t below_pointer()
    {
        auto* const c = program_.c();
        auto window = program_.screen().root;
        for (int depth = 0; depth < 5; ++depth) {
            std::unique_ptr<xcb_query_pointer_reply_t, decltype([](auto* r) { free(r); })> const at{
                xcb_query_pointer_reply(c, xcb_query_pointer(c, window), nullptr)};
            if (!at || at->child == XCB_WINDOW_NONE)
                return XCB_WINDOW_NONE;
            window = at->child;
            if (program_.has_property(window, "XdndAware"))
                return window;
        }
        return XCB_WINDOW_NONE;
    }
    void say(std::string_view type, xcb_client_message_data_t const& data)
    {
        xcb_client_message_event_t message{};
        message.response_type = XCB_CLIENT_MESSAGE;
        message.format = 32;
        message.window = target_;
        message.type = program_.atom(type);
        message.data = data;
        xcb_send_event(program_.c(), false, target_, 0, reinterpret_cast<char const*>(&message));
        program_.flush();
    }

    X11Client& program_;
    X11Window& window_;
    std::string text_;
    xcb_window_t target_ = XCB_WINDOW_NONE;
};

} // namespace vitrail::test
