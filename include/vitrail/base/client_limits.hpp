#pragma once

#include <string_view>

struct wl_client;

namespace vitrail {

/// What one client may have at a time ([limits] of the configuration). No program that means well comes near; one that
/// does not shall not take the session's memory and descriptors with it.
struct ClientLimits {
    int surfaces = 8192;
    int subsurfaces = 2048;        ///< to part more of one parent takes wlroots too long: a step for each sibling
    int buffers = 16'384;
    int descriptors = 1024;        ///< pools of shared memory, and planes of dmabufs
    int objects = 65'536;          ///< of every kind
    int memory = 8192;             ///< MiB, of dmabufs
    int unread = 1024;             ///< KiB, that the server has said and the client has not read
    int waiting_commits = 1024;    ///< that wait for a fence, a refresh, a moment or their parent's commit
    friend bool operator==(ClientLimits const&, ClientLimits const&) = default;
};

/// Tells a client (wl_display.error no_memory) and the log that it has more than `limit` of `what`, which `setting` of
/// [limits] says. Its connection ends with the request that is being handled.
void accuse_of_excess(wl_client& client, std::string_view what, std::string_view setting, int limit);

} // namespace vitrail
