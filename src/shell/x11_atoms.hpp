#pragma once

#include "base/wlr.hpp"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// In `response_type`; the bit beside says that another program sent the event.
inline constexpr unsigned kind_of_x11_event = 0x7f;

struct FreeX11 {
    void operator()(void* reply) const { std::free(reply); }
};
/// What X11 answers.
template <class Reply> using X11Answer = std::unique_ptr<Reply, FreeX11>;

/// The number of a name in X11; XCB_ATOM_NONE when the connection is lost. Waits for the answer.
[[nodiscard]] xcb_atom_t atom_of(xcb_connection_t& connection, std::string_view name);
/// The name of a number; empty when there is none. Waits for the answer.
[[nodiscard]] std::string name_of(xcb_connection_t& connection, xcb_atom_t atom);

/// Did this connection make the window? (wlroots and we share one.)
[[nodiscard]] bool is_own(xcb_connection_t& connection, xcb_window_t window);

/// A window's property.
struct X11Property {
    xcb_atom_t type = XCB_ATOM_NONE;
    std::string value; ///< as it lies in memory
};
/// All of it, which is deleted if wanted; nothing, and nothing is deleted, when it has more than `most` bytes, or the
/// connection is lost. Waits for the answer.
[[nodiscard]] std::optional<X11Property> read_property(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property,
                                                       bool and_delete, std::size_t most);
/// The atoms in it, the first ones at least of a great many. Waits for the answer.
[[nodiscard]] std::vector<xcb_atom_t> read_atoms(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property);
/// Its type alone. Waits for the answer.
[[nodiscard]] xcb_atom_t type_of_property(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property);

} // namespace vitrail
