#pragma once

#include "base/client_limits.hpp"
#include "base/slot.hpp"

#include <cstdint>
#include <unordered_map>

struct wl_client;
struct wlr_surface;

namespace vitrail {

/// What pictures in shared memory take that clients' surfaces have: a renderer copies each of them.
struct PictureShares {
    std::unordered_map<wl_client*, std::int64_t> bytes; ///< of each client that has any
    int most = ClientLimits{}.memory;                   ///< MiB, of one client; who has more is ended
};

/// One surface's part in that. Hung on every wl_surface by `Quotas::count_pictures_of`.
///
/// A file without pixels in it costs its client nothing, and a picture of it as much memory as any other.
class PictureShare {
public:
    /// `shares` outlives it.
    PictureShare(wlr_surface& surface, PictureShares& shares);
    PictureShare(PictureShare const&) = delete;
    PictureShare& operator=(PictureShare const&) = delete;
    ~PictureShare();

private:
    void on_commit();
    void count(std::int64_t bytes);

    wlr_surface& surface_;
    wl_client* client_;
    PictureShares& shares_;
    std::int64_t bytes_ = 0; // its own
    Slot<> commit_;
};

} // namespace vitrail
