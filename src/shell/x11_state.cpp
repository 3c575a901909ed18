#include "x11_state.hpp"

#include "base/wlr.hpp"
#include "x11_atoms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace vitrail {

namespace {

enum State { Property, Fullscreen, MaximisedAcross, MaximisedDown, Above, Modal, FrameWidths, Count };
constexpr std::array<std::string_view, Count> names{"_NET_WM_STATE",
                                                    "_NET_WM_STATE_FULLSCREEN",
                                                    "_NET_WM_STATE_MAXIMIZED_HORZ",
                                                    "_NET_WM_STATE_MAXIMIZED_VERT",
                                                    "_NET_WM_STATE_ABOVE",
                                                    "_NET_WM_STATE_MODAL",
                                                    "_NET_FRAME_EXTENTS"};

std::array<xcb_atom_t, Count> atoms_of(xcb_connection_t& connection)
{
    std::array<xcb_intern_atom_cookie_t, Count> asked{};
    std::array<xcb_atom_t, Count> out{};
    std::ranges::transform(names, asked.begin(), [&](std::string_view name) {
        return xcb_intern_atom(&connection, false, std::uint16_t(name.size()), name.data());
    });
    std::ranges::transform(asked, out.begin(), [&](auto cookie) {
        X11Answer<xcb_intern_atom_reply_t> const reply{xcb_intern_atom_reply(&connection, cookie, nullptr)};
        return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
    });
    return out;
}

} // namespace

void read_initial_state(xcb_connection_t& connection, wlr_xwayland_surface& window)
{
    auto const atoms = atoms_of(connection);
    auto const asked = xcb_get_property(&connection, false, window.window_id, atoms[Property], XCB_ATOM_ATOM, 0, 64);
    X11Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(&connection, asked, nullptr)};
    if (!reply || reply->format != 32)
        return;
    std::span const states{static_cast<xcb_atom_t const*>(xcb_get_property_value(reply.get())), reply->value_len};
    auto const has = [&](State state) { return std::ranges::contains(states, atoms[state]); };
    window.fullscreen |= has(Fullscreen);
    window.maximized_horz |= has(MaximisedAcross);
    window.maximized_vert |= has(MaximisedDown);
    window.above |= has(Above);
    window.modal |= has(Modal);
}

void write_frame(xcb_connection_t& connection, wlr_xwayland_surface const& window, Insets const& frame)
{
    std::array const widths{frame.left, frame.right, frame.top, frame.bottom};
    xcb_change_property(&connection, XCB_PROP_MODE_REPLACE, window.window_id, atoms_of(connection)[FrameWidths], XCB_ATOM_CARDINAL, 32,
                        std::uint32_t(widths.size()), widths.data());
}

} // namespace vitrail
