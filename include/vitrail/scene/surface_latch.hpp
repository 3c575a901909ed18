#pragma once

#include "base/event_loop.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "frame/pace.hpp"
#include "scene/picture.hpp"
#include "scene/surface_hints.hpp"

#include <cstdint>

struct wlr_buffer;
struct wlr_presentation_feedback;
struct wlr_surface;

namespace vitrail {

class ShmImport;

/// Ends a held feedback: clients that still wait are told "discarded".
struct DiscardFeedback {
    void operator()(wlr_presentation_feedback* feedback) const;
};
using HeldFeedback = std::unique_ptr<wlr_presentation_feedback, DiscardFeedback>;

/// What a client's surface shows since its last commit: kept for every wl_surface from its birth to its end.
///
/// wlroots drops the buffer of a commit right after the commit event, and there are commits before anybody has made a
/// node for the surface (a synchronised sub-surface's first, a cursor's): so the buffer is locked here, by the first
/// listener that the surface gets. Hung on the surface by `Scene::latch_surfaces_of`.
class SurfaceLatch {
public:
    /// `shm_import`: null: shared memory is shown as it comes.
    SurfaceLatch(wlr_surface& surface, SourceId id, EventLoop const& loop, SurfaceHints const& hints, ShmImport* shm_import);

    [[nodiscard]] static SurfaceLatch* of(wlr_surface& surface);

    [[nodiscard]] SourceId id() const { return id_; }
    [[nodiscard]] Picture const& picture() const { return picture_; }
    /// Where the last commit's picture differs from the one before, in its buffer.
    [[nodiscard]] Region<BufferPx> const& damage() const { return damage_; }

    /// Has the client asked to be told of the next refresh?
    [[nodiscard]] bool awaits_refresh() const;
    /// The presentation feedback of the last commit; at most once.
    [[nodiscard]] HeldFeedback take_feedback() { return std::move(feedback_); }
    /// Counts commits.
    [[nodiscard]] std::uint64_t commits() const { return commits_; }

    /// A snapshot has taken over what the last commit shows.
    void sampled() { sampled_ = commits_; }
    /// Has a snapshot taken over what the last commit shows?
    [[nodiscard]] bool is_sampled() const { return sampled_ == commits_; }
    /// Is there a callback to be sent for what was sampled? Not while a newer commit waits for its turn.
    [[nodiscard]] bool owes_callback() const;
    /// Was the client called back a moment ago, and draws now?
    [[nodiscard]] bool is_awaited() const { return pace_.awaited(loop_.now()); }
    [[nodiscard]] Pace& pace() { return pace_; }

private:
    void on_commit();
    void latch_buffer();
    [[nodiscard]] Content describe_buffer(wlr_buffer& buffer);
    void latch_geometry();

    wlr_surface& surface_;
    SourceId id_;
    EventLoop const& loop_;
    SurfaceHints hints_;
    ShmImport* shm_import_;
    wlr_buffer const* attached_ = nullptr; // last; may be gone
    Picture picture_;
    Region<BufferPx> damage_;
    HeldFeedback feedback_;
    Pace pace_;
    std::uint64_t serial_ = 0;
    std::uint64_t commits_ = 0;
    std::uint64_t sampled_ = 0; // by the last snapshot: so many commits
    Slot<> commit_;
};

} // namespace vitrail
