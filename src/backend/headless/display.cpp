#include "display.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

constexpr int default_refresh_mhz = 60'000;
constexpr Duration tearing_flip_takes = std::chrono::microseconds{200};

} // namespace

wlr_output_impl const SoftwareDisplay::impl{
    .set_cursor = [](wlr_output* o, wlr_buffer* b, int x, int y) { return of(o).set_cursor(b, {x, y}); },
    .move_cursor = [](wlr_output* o, int x, int y) { return of(o).move_cursor({x, y}); },
    .destroy =
        [](wlr_output* o) {
            of(o).plugged_ = false;
            of(o).vblank_.disarm();
            wlr_output_finish(o);
        },
    .test = [](wlr_output* o, wlr_output_state const* s) { return of(o).answer(*s, of(o).armed_ ? *of(o).armed_ : PlanePlan{}) == TestAnswer::Allowed; },
    .commit = [](wlr_output* o, wlr_output_state const* s) { return of(o).commit(*s); },
};

SoftwareDisplay::SoftwareDisplay(wlr_backend& backend, EventLoop& loop, std::string name, Mode mode,
                                 HeadlessOptions options)
    : loop_{loop}
    , name_{std::move(name)}
    , mode_{mode}
    , options_{options}
    , vblank_{loop, [this] { on_vblank(); }}
    , origin_{loop.now()}
    , overlays_{options.overlays}
{
    if (mode_.refresh_mhz <= 0)
        mode_.refresh_mhz = default_refresh_mhz;
    hook_.self = this;
    wlr_output_state state;
    wlr_output_state_init(&state);
    wlr_output_state_set_custom_mode(&state, mode_.size.width, mode_.size.height, mode_.refresh_mhz);
    wlr_output_init(&hook_.output, &backend, &impl, loop.c(), &state);
    wlr_output_state_finish(&state);
    hook_.output.adaptive_sync_supported = options_.longest_refresh > Duration::zero();
    wlr_output_set_name(&hook_.output, name_.c_str());
    wlr_output_set_description(&hook_.output, "A display without hardware");
}

SoftwareDisplay::~SoftwareDisplay() { unplug(); }

void SoftwareDisplay::unplug()
{
    if (plugged_)
        wlr_output_destroy(&hook_.output);
    now_ = {};
    next_.reset();
    cursor_.reset();
}

bool SoftwareDisplay::commit(wlr_output_state const& state)
{
    auto const& plan = armed_ ? *armed_ : PlanePlan{.overlays = (next_ ? *next_ : now_).overlays,
                                                    .primary_zpos = (next_ ? *next_ : now_).primary.zpos};
    if (answer(state, plan) != TestAnswer::Allowed || fails(state, plan))
        return false;
    if (state.committed & WLR_OUTPUT_STATE_MODE) {
        mode_.size = {state.custom_mode.width, state.custom_mode.height};
        mode_.refresh_mhz = state.custom_mode.refresh > 0 ? state.custom_mode.refresh : default_refresh_mhz;
    }
    if ((state.committed & WLR_OUTPUT_STATE_ENABLED) && !state.enabled) {
        now_ = {};
        next_.reset();
        vblank_.disarm();
        return true;
    }
    ++commits_;
    commit_seq_ = hook_.output.commit_seq + 1;
    if (state.committed & WLR_OUTPUT_STATE_BUFFER) {
        next_ = Planes{primary_of(state, plan), plan.overlays};
        std::ranges::sort(next_->overlays, {}, &PlanePicture::zpos);
    }
    cursor_changed_ = false;
    tearing_ = state.tearing_page_flip;
    if (state.committed & WLR_OUTPUT_STATE_ADAPTIVE_SYNC_ENABLED)
        hook_.output.adaptive_sync_status = state.adaptive_sync_enabled ? WLR_OUTPUT_ADAPTIVE_SYNC_ENABLED
                                                                       : WLR_OUTPUT_ADAPTIVE_SYNC_DISABLED;
    vblank_.arm(next_flip());
    return true;
}

bool SoftwareDisplay::varies() const
{
    return hook_.output.adaptive_sync_status == WLR_OUTPUT_ADAPTIVE_SYNC_ENABLED;
}

Time SoftwareDisplay::refreshed() const
{
    if (!varies())
        return flipped_;
    auto const longest = options_.longest_refresh;
    return flipped_ + (loop_.now() - flipped_) / longest * longest;
}

/// Where the refresh waits for commits, the grid of vblanks begins anew with each.
Time SoftwareDisplay::next_flip()
{
    if (tearing_)
        return loop_.now() + tearing_flip_takes;
    if (!varies())
        return next_vblank();
    auto const when = std::max(loop_.now(), refreshed() + period());
    vblanks_before_ += std::max<std::int64_t>((when - origin_) / period(), 1);
    return origin_ = when;
}

/// Absolute: however long drawing took, vblanks stay a whole number of periods apart.
Time SoftwareDisplay::next_vblank() const
{
    auto const periods = (loop_.now() - origin_) / period() + 1;
    return origin_ + periods * period();
}

void SoftwareDisplay::on_vblank()
{
    auto const since = loop_.now() - origin_;
    if (std::exchange(tearing_, false))
        return on_flip(loop_.now(), since / period(), 0);
    auto const count = (since + period() / 2) / period();
    on_flip(origin_ + count * period(), count, WLR_OUTPUT_PRESENT_VSYNC);
}

void SoftwareDisplay::on_flip(Time when, std::int64_t sequence, unsigned flags)
{
    flipped_ = when;
    if (next_)
        now_ = std::move(*next_);
    next_.reset();
    wlr_output_event_present event{
        .commit_seq = commit_seq_,
        .presented = true,
        .when = to_timespec(when),
        .seq = unsigned(vblanks_before_ + sequence),
        .refresh = int(period().count()),
        .flags = flags,
    };
    wlr_output_send_present(&hook_.output, &event);
    if (plugged_)
        wlr_output_send_frame(&hook_.output);
}

bool SoftwareDisplay::set_cursor(wlr_buffer* buffer, Point<BufferPx> hotspot)
{
    if (!options_.cursor_plane)
        return buffer == nullptr;
    cursor_changed_ = true;
    cursor_ = BufferRef{buffer};
    hotspot_ = hotspot;
    return true;
}

bool SoftwareDisplay::move_cursor(Point<OutputPx> to)
{
    if (!options_.cursor_plane)
        return false;
    auto const t = static_cast<Transform>(hook_.output.transform);
    auto const seen = transformed(Rect<OutputPx>{to.x, to.y, 0, 0}, inverted(t), transformed(mode_.size, t));
    Point<OutputPx> const at{seen.x - hotspot_.x, seen.y - hotspot_.y};
    cursor_changed_ |= at != cursor_at_;
    cursor_at_ = at;
    return true;
}

} // namespace vitrail
