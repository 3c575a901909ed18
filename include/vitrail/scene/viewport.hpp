#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "frame/assignment.hpp"
#include "frame/layer.hpp"
#include "frame/presented.hpp"
#include "scene/surface_latch.hpp"
#include "scene/view.hpp"

#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

struct wlr_output;
struct wlr_surface;

namespace vitrail {

class CommitGate;
class Leaf;
class Scene;
class StackPool;
class SurfaceNode;

/// Whose pictures are missing still.
enum class Expected { None, Perhaps, Surely };

/// The part of the scene that one output shows: keeps what changed there and flattens it into a LayerStack.
///
/// Damage has two sources. What changes inside a picture is mapped to pixels at once, where the last snapshot showed
/// that picture. What changes in the arrangement (places, sizes, order, coming and going) only calls for a new snapshot:
/// comparing it with the last one tells exactly which pixels differ.
///
/// So a frame costs what changed. Only a change of the arrangement has the scene walked over; else a snapshot is the last
/// one with some pictures replaced (StackPool), and of the clients only those are looked at that wait for something.
class Viewport {
public:
    /// `wants_frame` is called whenever there is a reason to look again: damage, or a client that waits for a frame
    /// callback. It may be called often; the output arms one timer.
    Viewport(Scene& scene, std::function<void()> wants_frame);
    Viewport(Viewport const&) = delete;
    Viewport& operator=(Viewport const&) = delete;
    ~Viewport();

    void set_view(View const& view);
    [[nodiscard]] View const& view() const { return view_; }

    /// Clients are told that their surfaces enter and leave `output`. Not owned; `detach` before it is destroyed.
    void attach(wlr_output& output);
    void detach();
    [[nodiscard]] wlr_output* attached() const { return output_; }

    /// Something changed at `damage`, in this viewport's pixels: kept for the next snapshot where it is visible.
    void add_damage(Region<OutputPx> const& damage);
    void add_damage_whole();
    /// Somebody waits for the next refresh, though nothing changed.
    void request_frame();

    /// Something may be due for this surface at the next refreshes: it committed, or waits. For surfaces whose pace this
    /// viewport sets; it drops those by itself that rest.
    void attend(SurfaceNode& node);
    /// Another viewport sets its pace now, or none.
    void neglect(SurfaceNode& node);

    /// Would the next snapshot show anything new besides the pictures of the sources that `elsewhere` names?
    [[nodiscard]] bool changed_beyond(std::function<bool(SourceId)> const& elsewhere) const;
    /// Has this source, which the last snapshot showed, a new picture?
    [[nodiscard]] bool changed(SourceId source) const;
    /// Has any picture but the cursor's changed?
    [[nodiscard]] bool painted_anew() const;
    /// Is there anything new to show?
    [[nodiscard]] bool has_news() const { return look_again_ || content_changed_ || !damage_.empty(); }
    /// Is there anything new to show, or anybody to call back?
    [[nodiscard]] bool dirty() const { return frame_requested_ || has_news(); }

    /// Before a snapshot for `vblank`: commits that should turn into light then are applied (commit-timing-v1), and what fades
    /// does so.
    void open_gates(Time vblank, Duration period);

    /// Everything visible now, culled, in output pixels, top to bottom, with the damage since the last snapshot (which
    /// is taken: the next one starts from nothing). Never changes afterwards.
    [[nodiscard]] std::shared_ptr<LayerStack const> snapshot();

    /// The last snapshot was committed: presentation feedback of the surfaces in it belongs to this frame from now on.
    /// `assignment` is the decision for it: a layer on a plane was shown without a copy.
    void latched(Assignment const& assignment);
    /// It turned into light (or not): sends presentation feedback. Frame callbacks are due from now on.
    void presented(Presented const& presented);
    /// After the flip at `flip`: calls back each client whose time has come, so that its next picture is ready before
    /// `deadline`. Gives the time when the next one is due, Time::max() if none is.
    [[nodiscard]] Time call_back(Time now, Time flip, PictureDue wanted);
    /// Are pictures expected for the next frame, since their clients were called back or will be: by none; by such as may take
    /// longer; by such as will be in time?
    [[nodiscard]] Expected expected(Time now) const;
    /// Nothing had to be shown: only the frame callbacks go out, as at a refresh at `when`. Clients that await
    /// presentation feedback are told that `when` is when their picture, unchanged, was there.
    void send_frame_callbacks(Time when);

    /// The surface behind a layer of the last snapshot; null when it is none, or gone.
    [[nodiscard]] wlr_surface* surface_of(SourceId source) const;

    /// The composer copied these sources' current pictures: clients get their shm buffers back at once.
    void release_copied(std::span<SourceId const> sources);

private:
    friend class Leaf;
    friend class Node;
    friend class Walk;

    /// What belongs to a layer of the last snapshot.
    struct Shown {
        Leaf* leaf;             // null once it is gone
        std::size_t before;     // its index in the arrangement before
        Region<OutputPx> fresh; // where its picture changed since
        bool changed = false;   // it is among `changed_`
    };
    /// A commit that waits for its presentation.
    struct Waiting {
        SurfaceNode* node;
        std::uint64_t commit;
        HeldFeedback feedback;
        bool zero_copy = false;
    };
    /// What is arranged differently, the cursor's part kept apart.
    struct Damage {
        Region<OutputPx> content, cursor;

        [[nodiscard]] bool empty() const { return content.empty() && cursor.empty(); }
        [[nodiscard]] Region<OutputPx>& of(LayerRole role) { return role == LayerRole::Cursor ? cursor : content; }
    };

    /// The arrangement changed in this part of the layout.
    void look_again(Rect<Logical> const& area);
    /// The picture of the layer that the last snapshot had at `layer` was replaced, and its buffer differs there.
    void damage_content(Leaf const& leaf, std::size_t layer, Region<BufferPx> const& damage);
    /// The leaf, which the last snapshot had at `layer`, is about to go.
    void forget(Leaf const& leaf, std::size_t layer);

    /// Walks over the scene, and adds to the damage what is arranged differently since the last time.
    [[nodiscard]] LayerStack look();
    /// The last snapshot's arrangement with the pictures that came since.
    [[nodiscard]] LayerStack& refreshed();
    /// One side of a comparison of two arrangements.
    struct Arrangement {
        std::vector<Shown> const& shown;
        std::vector<Layer> const& layers;
    };
    [[nodiscard]] static std::vector<std::size_t> above_others(std::vector<Shown> const& now);
    /// Adds what differs between them.
    static void add_difference(Arrangement before, Arrangement now, Damage& damage);
    [[nodiscard]] Layer const* layer_of(SourceId source) const;
    [[nodiscard]] std::vector<CommitGate*> gates() const;
    void tell_leaves(std::vector<Leaf*> inside);
    void collect_feedback();
    void send_feedback(std::vector<Waiting> waiting, Presented const& presented);
    void call_back_all(Time when);

    Scene& scene_;
    std::function<void()> wants_frame_;
    View view_;
    wlr_output* output_ = nullptr;

    Damage damage_;
    bool look_again_ = false;
    bool frame_requested_ = false;
    bool content_changed_ = false; // of a layer: see Shown::fresh
    bool view_changed_ = false;

    std::uint64_t looks_ = 0;
    std::uint64_t arrangements_ = 0;
    std::shared_ptr<StackPool> stacks_; // snapshots
    std::vector<Shown> shown_;       // by the last snapshot, top to bottom
    std::vector<std::size_t> changed_; // of those, the ones with another picture since
    mutable std::unordered_map<SourceId, std::size_t> by_source_; // of shown_; empty until somebody asks
    std::vector<Leaf*> inside_;      // all that lay in it, hidden ones too
    std::vector<SurfaceNode*> attended_; // see attend()
    std::vector<Waiting> sampled_;   // by a snapshot that is not latched yet
    std::vector<Waiting> in_flight_; // latched, not yet presented
    Duration refresh_{};
};

} // namespace vitrail
