#pragma once

struct xcb_connection_t;
struct wlr_xwayland_surface;

namespace vitrail {

/// Takes over the states of _NET_WM_STATE that a window is to start with. To be called before it is mapped: then wlroots
/// writes the property anew, and may not have heard of a program that was quick.
void read_initial_state(xcb_connection_t& connection, wlr_xwayland_surface& window);

} // namespace vitrail
