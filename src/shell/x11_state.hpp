#pragma once

#include "shell/placement.hpp"

struct xcb_connection_t;
struct wlr_xwayland_surface;

namespace vitrail {

/// Takes over the states of _NET_WM_STATE that a window is to start with. To be called before it is mapped: then wlroots
/// writes the property anew, and may not have heard of a program that was quick.
void read_initial_state(xcb_connection_t& connection, wlr_xwayland_surface& window);
/// Tells the window's program how wide a frame is around it (_NET_FRAME_EXTENTS).
void write_frame(xcb_connection_t& connection, wlr_xwayland_surface const& window, Insets const& frame);

} // namespace vitrail
