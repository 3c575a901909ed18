#pragma once

struct wl_display;

namespace vitrail {

/// wp_fifo_manager_v1: a client's pictures are shown one after the other, each for a refresh at least.
/// Surfaces are those of a compositor global that a scene latches.
void create_fifo_manager(wl_display& display);

/// wp_commit_timing_manager_v1: a client says when a picture should turn into light (CLOCK_MONOTONIC).
void create_commit_timing_manager(wl_display& display);

} // namespace vitrail
