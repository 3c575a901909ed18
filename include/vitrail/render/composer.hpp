#pragma once

#include "base/event_loop.hpp"
#include "base/region.hpp"
#include "frame/frame.hpp"
#include "render/renderer.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct wlr_buffer;

namespace vitrail {

struct Stroke;

/// Is the composed picture ready, or does it want another turn of the loop?
enum class Progress { Done, Continue, Failed };

/// What composition did, for the user who asks where the pixels went.
struct ComposeStats {
    std::uint64_t passes = 0; ///< pictures painted
    std::uint64_t bands = 0;  ///< parts that they were painted in
    std::uint64_t draws = 0;  ///< draw calls
    std::uint64_t pixels = 0; ///< painted, by damage
    std::uint64_t looks = 0;  ///< of what was painted, parts that looked otherwise than their buffers: no short shader for them
    std::uint64_t damage = 0; ///< pixels that changed from picture to picture; fewer than painted, since buffers have an age
    std::uint64_t uploads = 0; ///< pictures copied out of shared memory
    std::uint64_t bytes_read = 0;    ///< of clients' pictures, each pixel once; what blending reads of the target is not in it
    std::uint64_t bytes_written = 0; ///< into composed buffers
    std::uint64_t bytes_copied = 0;  ///< out of shared memory
    Duration cpu{};                  ///< spent painting
    Duration gpu{};                  ///< the same of the GPU, as far as it has told
};

/// Paints the layers that got no plane into the frame's buffer, once.
///
/// Only what changed is painted: of a buffer that was shown n frames ago, what changed since then (buffer age). With a
/// software renderer a large picture is painted in bands, so that clients are answered meanwhile; how large they may be is
/// learnt.
class Composer {
public:
    Composer(EventLoop const& loop, Renderer& renderer);
    ~Composer();

    /// Works on `frame.composed` (a buffer from `Scanout::target`, contents of an earlier frame or none); sets
    /// `frame.composed_damage` and, when done, `frame.composed_fence`. After `Continue` call again with the same frame. After `Failed` nothing may be shown.
    [[nodiscard]] Progress compose(Frame& frame);

    /// Changes that were shown by planes, or whose frame was given up: the next composed picture must include them.
    void add_damage(Region<OutputPx> const& damage);
    /// Has anything changed since the last picture that was composed?
    [[nodiscard]] bool dirty() const;
    /// Nothing that was painted before may be relied on (mode set, lost context).
    void forget();
    /// Was anything left out since the last call, because there was no texture for it? It may be there a little later.
    [[nodiscard]] bool take_left_out();
    /// Has the GPU lost its context? Nothing can be painted until the renderer was made anew.
    [[nodiscard]] bool lost() const { return renderer_.lost(); }

    /// Paints a cursor layer alone, in the top left corner of `target`; false when the renderer fails.
    [[nodiscard]] bool paint_cursor(Layer const& cursor, wlr_buffer& target);

    /// Which YUV pictures it shows as a display would.
    [[nodiscard]] YuvSupport const& yuv() const;

    /// The sources whose shared memory was copied since the last call: their clients may have it back.
    [[nodiscard]] std::vector<SourceId> take_copied();
    [[nodiscard]] ComposeStats const& stats() const { return stats_; }
    /// How long the GPU goes on with a picture after `compose` is done with it, going by the last one that is finished.
    /// Zero where painting blocks anyway, or nobody can tell.
    [[nodiscard]] Duration gpu_time();
    /// What draws, and why nothing better does, for a person (Renderer::way).
    [[nodiscard]] std::string const& way() const { return renderer_.way(); }

private:
    struct Job;
    struct Ring;

    [[nodiscard]] Region<OutputPx> next_band() const;
    void learn_speed(std::int64_t pixels, Duration taken);
    [[nodiscard]] bool paint(Frame const& frame, Region<OutputPx> const& area);
    [[nodiscard]] bool paint(wlr_buffer& target, std::span<Stroke const> strokes);

    EventLoop const& loop_;
    Renderer& renderer_;
    std::unique_ptr<Ring> ring_;
    std::unique_ptr<Job> job_; // between Continue and Done
    ComposeStats stats_;
    std::int64_t band_pixels_;
    Duration gpu_time_{};
    std::vector<SourceId> copied_;
    bool left_out_ = false;
};

} // namespace vitrail
