#pragma once

#include "backend/scanout.hpp"
#include "base/after_answers.hpp"
#include "base/event_loop.hpp"
#include "output/early_start.hpp"
#include "output/frame_clock.hpp"
#include "output/layer_paths.hpp"
#include "output/placements.hpp"
#include "output/plane_use.hpp"
#include "output/variable_refresh.hpp"
#include "planes/plane_allocator.hpp"
#include "render/composer.hpp"
#include "scene/viewport.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct wlr_surface;

namespace vitrail {

/// What one output has done since it was made; exact, for tests and for users who ask.
struct OutputStats {
    std::uint64_t commits = 0;  ///< frames given to the display
    std::uint64_t flips = 0;    ///< frames that the display reported as shown
    std::uint64_t composed = 0; ///< of the commits, those with a composed buffer painted for them
    std::uint64_t direct = 0;   ///< of the commits, those without any composed buffer
    std::uint64_t refused = 0;  ///< commits that the display refused after its test
    std::uint64_t tests = 0;    ///< questions to the display
    std::uint64_t torn = 0;     ///< of the commits, those shown in the middle of a refresh
    std::uint64_t lost_flips = 0; ///< frames that the display took and never reported as shown
};

/// The loop of one display.
///
///     Idle ──damage──▶ Scheduled ──deadline──▶ (Composing ⟲) ──commit──▶ WaitingForFlip ──flip──▶ Idle
///                                                                          │ damage            ▲ no damage
///                                                                          ▼                   │
///                                                                     RedrawAfterFlip ──flip──▶ Scheduled
///     any ──display off, session paused, unplugged──▶ Asleep
///
/// It outlives its display: wlroots destroys every output object when the session pauses, but place, clock and
/// configuration stay here, and the display that comes back with the same identity finds them again.
class Output {
public:
    enum class State { Idle, Scheduled, Composing, WaitingForFlip, RedrawAfterFlip, Asleep };

    Output(EventLoop& loop, Scene& scene, Renderer& renderer, DisplayIdentity identity);
    ~Output();
    Output(Output const&) = delete;
    Output& operator=(Output const&) = delete;

    /// A display with our identity is there: shows on it from now on. `scanout` is enabled already.
    void attach(std::shared_ptr<Scanout> scanout);
    /// It went; a frame in flight is let go. The state is Asleep until the next attach.
    void detach();
    [[nodiscard]] bool attached() const { return scanout_ != nullptr; }
    [[nodiscard]] Scanout* scanout() const { return scanout_.get(); }

    /// Where and how it looks at the layout; the size follows from the mode.
    void place(Point<Logical> origin, double scale, Transform transform);
    [[nodiscard]] Rect<Logical> area() const { return viewport_.view().area(); }
    [[nodiscard]] View const& view() const { return viewport_.view(); }
    [[nodiscard]] Viewport& viewport() { return viewport_; }
    [[nodiscard]] DisplayIdentity const& identity() const { return identity_; }

    /// Called with each frame that was committed.
    std::function<void(Output&, Frame const&)> on_latched;
    /// Called when a committed frame had another set of layers, or sent one another way, than the frame before.
    std::function<void(Output&)> on_placements;
    /// Asked for the surface that has the user's attention: its pictures lead where the refresh varies. Null: none has it.
    std::function<wlr_surface*()> focused;
    /// Which way each layer goes, why, and for how many frames.
    [[nodiscard]] Placements const& placements() const { return placements_; }

    /// Makes a frame of what is there now, changed or not; gives its number.
    [[nodiscard]] std::uint64_t demand_frame();
    /// Did the display show that frame, or a later one? True also while it shows nothing at all.
    [[nodiscard]] bool has_shown(std::uint64_t frame) const;
    /// Called when the display has shown a frame, or has begun to show nothing.
    std::function<void(Output&)> on_shown;

    /// Which planes clients' buffers may be on.
    void use_planes(PlaneUse use);
    /// May pictures tear whose clients ask for it and that fill the screen? They may unless this says otherwise.
    void allow_tearing(bool allowed) { tearing_.allowed = allowed; }
    /// When its refreshes follow the pictures, if the display can do that.
    void vary_refresh(VrrUse use);

    /// The renderer was made anew: everything composed is painted again, the cursor too.
    void paint_anew();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] OutputStats const& stats() const { return stats_; }
    [[nodiscard]] ComposeStats const& compose_stats() const { return composer_.stats(); }
    /// What draws, for a person.
    [[nodiscard]] std::string const& composed_with() const { return composer_.way(); }
    [[nodiscard]] FrameClock const& clock() const { return clock_; }
    /// What is on the screen, or about to be; null before the first frame.
    [[nodiscard]] Frame const* shown() const { return in_flight_ ? in_flight_.get() : on_screen_.get(); }

    /// Switches the display off, and on again in the mode that it had; place and windows stay. False: it cannot be
    /// switched on.
    [[nodiscard]] bool set_power(bool on);
    /// Sets a mode (nothing: the preferred one); the display may go dark for a moment. False: it keeps the one it has.
    /// One that was switched off is on then.
    bool set_mode(std::optional<Mode> mode);

private:
    /// What the cursor plane shows, to know when it must be painted anew.
    struct CursorImage {
        SourceId source;
        std::uint64_t serial{};
        Size<OutputPx> size;
        Transform transform{};
        friend bool operator==(CursorImage const&, CursorImage const&) = default;
    };
    struct CursorState {
        bool on_plane = false;
        CursorImage image;
        std::optional<CursorPicture> picture;
        Region<OutputPx> area; // where the composed picture contains it
    };

    /// Pictures that are shown torn.
    struct Tearing {
        bool allowed = true;
        Time not_before{};              // the display refused; ask again then
        int refusals = 0;               // in a row
        std::optional<Time> cursor_due; // a torn frame left it where it was: from then on no frame tears
    };

    /// A refresh that follows the pictures.
    struct Varying {
        VrrUse use = VrrUse::Fullscreen;
        bool on = false;
        VariableRefresh rate;
        SourceId leader{};     // the picture that it follows
        bool came = false;     // a new one of it, which is not committed yet
        bool committed = false; // the frame in flight has one
    };

    void on_damage();
    void look_at_plan_again();
    void begin_earlier();
    [[nodiscard]] Time when_to_begin() const;
    [[nodiscard]] FramePlan next_plan();
    [[nodiscard]] bool wants_to_vary(Frame const& frame) const;
    void follow_leader(Frame const& frame);
    void plan_anew();
    void note_picture();
    [[nodiscard]] bool has_attention(Layer const& layer) const;
    [[nodiscard]] Layer const* leader_of(LayerStack const& stack) const;
    [[nodiscard]] Presented varied(Presented presented);
    void show_again();
    [[nodiscard]] bool may_tear_now() const;
    [[nodiscard]] bool tears_next() const;
    [[nodiscard]] bool tears(Frame const& frame) const;
    [[nodiscard]] FramePlan at_once() const;
    [[nodiscard]] Commit commit_drawn();
    [[nodiscard]] FrameKind expected_kind() const;
    void on_deadline();
    void call_back();
    void on_presented(Presented const& presented);
    void on_needs_frame();
    void schedule();
    void produce_frame(FramePlan plan);
    void add_composed_damage(Frame const& frame);
    void explore();
    void nothing_to_show();
    bool prepare_cursor(Frame& frame);
    void go_on_composing();
    [[nodiscard]] Progress compose(Frame& frame);
    void give_back_copied();
    void finish_frame();
    void compose_everything();
    void give_up();
    void mend_later();
    void wait_for_flip();
    void on_watch();
    void recover();
    void begin_anew();
    void sleep_until_resumed();
    void restart();
    [[nodiscard]] PlaneAllocator::Conditions conditions() const;
    [[nodiscard]] static std::optional<std::size_t> cursor_layer(Frame const& frame);

    int recoveries_ = 0; // since the last flip
    std::uint64_t begun_ = 0, committed_ = 0, presented_ = 0; // the last frame of which that is true, by its number
    Time in_flight_since_{};

    static constexpr Duration retry_delay = std::chrono::milliseconds{100};

    EventLoop& loop_;
    DisplayIdentity identity_;
    Viewport viewport_;
    FrameClock clock_;
    PlaneAllocator planes_;
    Composer composer_;
    std::shared_ptr<Scanout> scanout_; // null while asleep
    Timer deadline_;
    Timer new_look_;  // at the plan, once all is known that changes in this turn
    AfterAnswers next_band_; // Composing: the rest of the picture
    Timer callbacks_; // the next client is due to be called back
    Timer watchdog_;  // a flip that never comes
    Timer mending_;   // a composed picture that lacks something
    int mends_ = 0;   // in a row
    State state_ = State::Asleep;
    bool forced_ = false; // the display lost its picture: commit though nothing changed
    FramePlan plan_{};
    Time begin_{};    // when the frame of the plan will be begun: before its deadline if it is complete
    EarlyStart early_;
    FrameKind kind_ = FrameKind::Composed; // what the next frame is expected to be
    bool painted_ = false;                 // something was, for the frame that is being made
    Time last_flip_{};
    PictureDue pictures_due_{}; // those that are drawn after that flip
    std::unique_ptr<Frame> drawing_;   // between deadline and commit
    std::unique_ptr<Frame> in_flight_; // committed, not yet shown
    std::unique_ptr<Frame> on_screen_; // its buffers are being read by the display
    BufferRef last_composed_;          // shown again when nothing composed changed
    CursorState cursor_;
    LayerPaths paths_; // how the composed picture counts on each layer
    Placements placements_;
    PlaneUse plane_use_ = PlaneUse::All;
    std::optional<Mode> mode_when_on_; // while it is switched off
    Tearing tearing_;
    Varying varying_;
    Timer repeat_; // the last picture, once more
    OutputStats stats_;
};

[[nodiscard]] std::string_view name_of(Output::State state);

} // namespace vitrail
