#pragma once

#include "base/buffer_ref.hpp"
#include "base/fd.hpp"
#include "base/time.hpp"
#include "frame/assignment.hpp"
#include "frame/layer.hpp"

#include <optional>

namespace vitrail {

/// When to latch and for which vblank.
struct FramePlan {
    Time deadline; ///< work starts: clients' latest buffers are taken now
    Time vblank;   ///< when the picture should turn into light
};

/// The cursor's picture as its plane wants it: painted into a buffer of a size that the plane takes.
struct CursorPicture {
    BufferRef buffer;
    Point<BufferPx> hotspot;
    friend bool operator==(CursorPicture const&, CursorPicture const&) = default;
};

/// Everything one flip needs, and, by owning it, everything to let go once the *next* flip has replaced it.
struct Frame {
    FramePlan plan;
    std::shared_ptr<LayerStack const> stack = std::make_shared<LayerStack const>();
    Assignment assignment;
    BufferRef composed;                ///< what the composer painted; empty when every layer has a plane
    Fd composed_fence;                 ///< a sync_file that signals when `composed` is painted; empty: see Painter::take_fence
    Region<OutputPx> composed_damage;  ///< where `composed` differs from what was shown before
    std::optional<CursorPicture> cursor; ///< set when the cursor has its plane
    /// Shown at once, torn: only the buffer of the primary plane changes, and the cursor stays as the commit before had it.
    bool tearing = false;
    bool varying = false; ///< the display's refresh should follow the pictures, if it can
};

} // namespace vitrail
