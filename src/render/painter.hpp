#pragma once

#include "base/fd.hpp"
#include "base/time.hpp"
#include "frame/yuv.hpp"
#include "stroke.hpp"

#include <cstdint>
#include <span>

struct wlr_buffer;

namespace vitrail {

/// How a picture fared that was to be painted.
enum class Painted {
    Yes,
    No,   ///< no memory, a buffer that cannot be drawn into
    Lost, ///< the GPU lost its context: everything made so far is void
};

/// Puts strokes into a buffer. There is one for each way of drawing: our own shaders, and wlroots' render pass.
class Painter {
public:
    virtual ~Painter() = default;

    /// Paints `strokes`, bottom to top, into `target`. A layer whose buffer cannot be read is left out.
    [[nodiscard]] virtual Painted paint(wlr_buffer& target, std::span<Stroke const> strokes) = 0;
    /// Which YUV pictures come out as a display would show them.
    [[nodiscard]] virtual YuvSupport const& yuv() const = 0;
    /// Are looks (corners, shadows, dimming) painted, or left out?
    [[nodiscard]] virtual bool paints_looks() const { return false; }
    /// Draw calls made so far.
    [[nodiscard]] virtual std::uint64_t draws() const = 0;
    /// A sync_file that signals when the last pass is painted; empty: it is already, or the buffer's own implicit fence is all
    /// there is.
    [[nodiscard]] virtual Fd take_fence() { return {}; }
    /// How long the GPU took for the last pass that is known to be finished; nothing if none finished since the last call,
    /// or nobody can tell.
    [[nodiscard]] virtual std::optional<Duration> gpu_time() { return std::nullopt; }
};

} // namespace vitrail
