#pragma once

#include "base/fd.hpp"
#include "client_x11.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <string>
#include <tuple>
#include <unistd.h>

namespace vitrail::test {

/// Into which another program writes.
class Pipe {
public:
    Pipe()
    {
        int ends[2];
        REQUIRE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
        from_ = Fd{ends[0]};
        to_ = Fd{ends[1]};
    }
    [[nodiscard]] int to() const { return to_.get(); }
    /// Ours is not the last one that is open.
    void close_own() { to_.reset(); }
    /// All that came so far.
    [[nodiscard]] std::string const& text()
    {
        char piece[4096];
        auto const got = ::read(from_.get(), piece, sizeof piece);
        ended_ |= got == 0;
        text_.append(piece, std::size_t(std::max<ssize_t>(got, 0)));
        return text_;
    }
    /// Nobody will write any more.
    [[nodiscard]] bool ended()
    {
        std::ignore = text();
        return ended_;
    }

private:
    Fd from_, to_;
    std::string text_;
    bool ended_ = false;
};

/// What somebody asks a program of X11 for that owns a selection.
inline xcb_selection_request_event_t next_request(X11Client& program)
{
    xcb_selection_request_event_t request{};
    bool const asked = program.saw(XCB_SELECTION_REQUEST, [&](auto const& event) {
        request = reinterpret_cast<xcb_selection_request_event_t const&>(event);
        return true;
    });
    REQUIRE(asked);
    return request;
}

/// Answers with a property of `count` units of `format` bits.
inline void answer(X11Client& program, xcb_selection_request_event_t const& request, xcb_atom_t type, std::uint8_t format,
                   std::size_t count, void const* data)
{
    xcb_change_property(program.c(), XCB_PROP_MODE_REPLACE, request.requestor, request.property, type, format,
                        std::uint32_t(count), data);
    xcb_selection_notify_event_t done{};
    done.response_type = XCB_SELECTION_NOTIFY;
    done.requestor = request.requestor;
    done.selection = request.selection;
    done.target = request.target;
    done.property = request.property;
    xcb_send_event(program.c(), false, request.requestor, 0, reinterpret_cast<char const*>(&done));
    program.flush();
}

/// Hands over `text`: whole, or in pieces that are smaller (ICCCM 2.7.2, INCR), and of those no more than `most`.
inline void supply(X11Client& program, xcb_selection_request_event_t const& request, std::string const& text, std::size_t piece,
                   std::size_t most = std::numeric_limits<std::size_t>::max())
{
    if (piece >= text.size())
        return answer(program, request, request.target, 8, text.size(), text.data());
    std::uint32_t const deletions = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(program.c(), request.requestor, XCB_CW_EVENT_MASK, &deletions);
    auto const size = std::uint32_t(text.size());
    answer(program, request, program.atom("INCR"), 32, 1, &size);
    auto const pieces = std::min(most, (text.size() + piece - 1) / piece + 1); // the last one is empty
    for (std::size_t i = 0; i < pieces; ++i) {
        REQUIRE(program.saw(XCB_PROPERTY_NOTIFY, [&](auto const& event) {
            auto const& change = reinterpret_cast<xcb_property_notify_event_t const&>(event);
            return change.window == request.requestor && change.state == XCB_PROPERTY_DELETE;
        }));
        auto const at = std::min(i * piece, text.size());
        xcb_change_property(program.c(), XCB_PROP_MODE_REPLACE, request.requestor, request.property, request.target, 8,
                            std::uint32_t(std::min(piece, text.size() - at)), text.data() + at);
        program.flush();
    }
}

} // namespace vitrail::test
