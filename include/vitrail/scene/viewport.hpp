#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "base/transform.hpp"
#include "frame/assignment.hpp"
#include "frame/layer.hpp"
#include "frame/presented.hpp"

#include <functional>
#include <span>

struct wlr_output;

namespace vitrail {

class Scene;
class SurfaceNode;

/// How one output looks at the layout.
struct View {
    Point<Logical> origin;
    double scale = 1.0;
    Transform transform = Transform::Normal;
    Size<OutputPx> size; ///< of the buffer that is scanned out, after `transform`: what KMS calls the mode

    /// The part of the layout that is seen, in logical units (rounded up).
    [[nodiscard]] Rect<Logical> area() const;
    friend bool operator==(View const&, View const&) = default;
};

/// The part of the scene that one output shows: keeps what changed there and flattens it into a LayerStack.
///
/// Rounding: edges, not sizes, are rounded, so that neighbours always meet (the same rule as wlroots' scene).
class Viewport {
public:
    /// `wants_frame` is called whenever there is a reason to look again: damage, or a client that waits for a frame
    /// callback. It may be called often; the output arms one timer.
    Viewport(Scene& scene, std::function<void()> wants_frame);
    Viewport(Viewport const&) = delete;
    Viewport& operator=(Viewport const&) = delete;
    ~Viewport();

    void set_view(View const& view);
    [[nodiscard]] View const& view() const;

    /// Clients are told that their surfaces enter and leave `output`. Not owned; `detach` before it is destroyed.
    void attach(wlr_output& output);
    void detach();
    [[nodiscard]] wlr_output* attached() const;

    /// Something changed at `damage`, in this viewport's pixels: kept for the next snapshot where it is visible.
    void add_damage(Region<OutputPx> const& damage);
    void add_damage_whole();
    /// Somebody waits for the next refresh, though nothing changed.
    void request_frame();

    /// Is there anything new to show? (False when only frame callbacks are waited for.)
    [[nodiscard]] bool changed() const;
    /// Is there anything new to show, or anybody to call back?
    [[nodiscard]] bool dirty() const;

    /// Everything visible now, culled, in output pixels, top to bottom, with the damage since the last snapshot (which
    /// is taken: the next one starts from nothing).
    [[nodiscard]] LayerStack snapshot();

    /// The last snapshot was committed: presentation feedback of the surfaces in it belongs to this frame from now on.
    /// `assignment` is the decision for it: a layer on a plane was shown without a copy.
    void latched(Assignment const& assignment);
    /// It turned into light (or not): sends presentation feedback, then the frame callbacks of what it showed.
    void presented(Presented const& presented);
    /// The last snapshot will never be shown: its presentation feedback is discarded.
    void discarded();
    /// Nothing had to be shown: only the frame callbacks go out, as at a refresh at `when`.
    void send_frame_callbacks(Time when);

    /// The composer copied these sources' current pictures: clients get their shm buffers back at once.
    void release_copied(std::span<SourceId const> sources);
};

} // namespace vitrail
