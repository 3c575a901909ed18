#pragma once

#include "base/buffer_ref.hpp"
#include "base/region.hpp"
#include "base/time.hpp"
#include "frame/content.hpp"
#include "frame/plane_caps.hpp"
#include "frame/test_answer.hpp"
#include "frame/yuv.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

struct wlr_output_state;

namespace vitrail {

/// One buffer on one overlay plane: a layer's, or the composed one.
struct PlanePicture {
    PlaneId plane;
    int zpos = 0;
    BufferRef buffer;
    std::shared_ptr<Content const> content;  ///< null: `buffer` is the composed one
    FRect<BufferPx> source;                  ///< cut out of the buffer, before `transform`
    Rect<OutputPx> dest;                     ///< may reach over the edges of the display
    Transform transform = Transform::Normal; ///< as Layer::transform
    float alpha = 1.0F;
    bool opaque = false;                     ///< its alpha channel, if there is one, means nothing
    std::optional<YuvConversion> yuv;
    Region<BufferPx> damage;                 ///< where it differs from what the plane showed before
};

/// What a commit says about planes beyond the buffer on the primary plane and the cursor, which wlroots knows about.
struct PlanePlan {
    std::vector<PlanePicture> overlays; ///< all other overlay planes of the display are off
    int primary_zpos = 0;               ///< matters where it can be set
    std::optional<YuvConversion> primary_yuv; ///< of a YUV buffer on the primary plane
    PlaneId composed_on{};    ///< which plane has the composed buffer, if `composed_fence` is set
    int composed_fence = -1;  ///< a sync_file for which that plane waits; not owned
};

/// The planes of one display and how they are reached: the hook in KMS, sub-surfaces in a host session, the software
/// display's own. Lives as long as the display.
class PlaneDriver {
public:
    virtual ~PlaneDriver() = default;

    /// All planes of the display that may be used now, the primary one first; the display is on. Asked before each
    /// frame: cheap when nothing changed. `version` counts the changes.
    [[nodiscard]] virtual std::vector<PlaneCaps> const& planes() = 0;
    [[nodiscard]] virtual std::uint64_t version() const = 0;
    /// Planes that could be used if another display did not have them now; changes of them count in `version` too.
    [[nodiscard]] virtual std::vector<PlaneCaps> const& elsewhere() const
    {
        static std::vector<PlaneCaps> const none;
        return none;
    }
    /// The display belongs to another GPU than the renderer's.
    [[nodiscard]] virtual bool other_gpu() const { return false; }
    /// Can the primary plane's buffer change in the middle of a refresh?
    [[nodiscard]] virtual bool tears() const { return false; }
    /// Where refreshes can follow the commits: so long after the last one the display refreshes by itself.
    [[nodiscard]] virtual Duration longest_refresh() const { return usual_longest_refresh; }
    /// 48 Hz: every display with a variable rate goes down so far, most go further.
    static constexpr Duration usual_longest_refresh = std::chrono::microseconds{20'833};

    /// Would the display show `state` and `plan` together? `state` attaches a buffer.
    [[nodiscard]] virtual TestAnswer test(wlr_output_state const& state, PlanePlan const& plan) = 0;
    /// Shows both at the next vblank (at once where `state` asks for a tearing flip), or (false) nothing of it.
    [[nodiscard]] virtual bool commit(wlr_output_state const& state, PlanePlan const& plan) = 0;
    /// Calls `ask`, which asks wlroots about a mode, and gives its answer. Whatever overlays are on now must not matter for
    /// it: it may be called again.
    virtual bool ask_for_mode(std::function<bool()> const& ask) { return ask(); }
    /// Commits a change of mode or of power: all overlay planes of the display are switched off by the same commit.
    /// What `planes` says is void afterwards.
    [[nodiscard]] virtual bool modeset(wlr_output_state const& state) = 0;
    /// The last commit is on the screen now.
    virtual void presented() {}
};

} // namespace vitrail
