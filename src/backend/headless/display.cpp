#include "display.hpp"

#include "screen.hpp"

#include <cerrno>

namespace vitrail {

namespace {

constexpr int default_refresh_mhz = 60'000;

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
    .test = [](wlr_output* o, wlr_output_state const* s) { return of(o).test(*s); },
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
{
    if (mode_.refresh_mhz <= 0)
        mode_.refresh_mhz = default_refresh_mhz;
    hook_.self = this;
    wlr_output_state state;
    wlr_output_state_init(&state);
    wlr_output_state_set_custom_mode(&state, mode_.size.width, mode_.size.height, mode_.refresh_mhz);
    wlr_output_init(&hook_.output, &backend, &impl, loop.c(), &state);
    wlr_output_state_finish(&state);
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

bool SoftwareDisplay::test(wlr_output_state const& state) const
{
    constexpr unsigned known = WLR_OUTPUT_STATE_BACKEND_OPTIONAL | WLR_OUTPUT_STATE_BUFFER | WLR_OUTPUT_STATE_ENABLED
        | WLR_OUTPUT_STATE_MODE;
    if (state.committed & ~known)
        return false;
    if (!(state.committed & WLR_OUTPUT_STATE_BUFFER))
        return true;
    bool const clients_own = state.buffer_dst_box.width != 0;
    return !clients_own || (options_.direct_scanout && can_read(*state.buffer));
}

bool SoftwareDisplay::commit(wlr_output_state const& state)
{
    bool const clients_own = (state.committed & WLR_OUTPUT_STATE_BUFFER) && state.buffer_dst_box.width != 0;
    if (!test(state))
        return false;
    if (refuse_ > 0 || (refuse_ < 0 && clients_own)) {
        refuse_ -= refuse_ > 0;
        return false;
    }
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
        Rect<OutputPx> dest = Rect<OutputPx>::of({state.buffer->width, state.buffer->height});
        FRect<BufferPx> source{0, 0, double(state.buffer->width), double(state.buffer->height)};
        if (auto const& b = state.buffer_dst_box; b.width > 0)
            dest = {b.x, b.y, b.width, b.height};
        if (auto const& b = state.buffer_src_box; b.width > 0)
            source = {b.x, b.y, b.width, b.height};
        next_ = Plane{BufferRef{state.buffer}, source, dest};
    }
    vblank_.arm(next_vblank());
    return true;
}

/// Absolute: however long drawing took, vblanks stay a whole number of periods apart.
Time SoftwareDisplay::next_vblank() const
{
    auto const periods = (loop_.now() - origin_) / period() + 1;
    return origin_ + periods * period();
}

void SoftwareDisplay::on_vblank()
{
    if (next_)
        now_ = *std::exchange(next_, std::nullopt);
    auto const since = loop_.now() - origin_;
    auto const count = (since + period() / 2) / period();
    wlr_output_event_present event{
        .commit_seq = commit_seq_,
        .presented = true,
        .when = to_timespec(origin_ + count * period()),
        .seq = unsigned(count),
        .refresh = int(period().count()),
        .flags = WLR_OUTPUT_PRESENT_VSYNC,
    };
    wlr_output_send_present(&hook_.output, &event);
    if (plugged_)
        wlr_output_send_frame(&hook_.output);
}

bool SoftwareDisplay::set_cursor(wlr_buffer* buffer, Point<BufferPx> hotspot)
{
    if (!options_.cursor_plane)
        return buffer == nullptr;
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
    cursor_at_ = {seen.x - hotspot_.x, seen.y - hotspot_.y};
    return true;
}

std::vector<std::uint32_t> SoftwareDisplay::picture() const
{
    SoftwareScreen out{mode_.size};
    if (now_.buffer)
        out.blend(*now_.buffer.get(), now_.source, now_.dest);
    if (cursor_ && now_.buffer) {
        auto const size = cursor_.size();
        out.blend(*cursor_.get(), FRect<BufferPx>::of(Rect<BufferPx>::of(size)),
                  {cursor_at_.x, cursor_at_.y, size.width, size.height});
    }
    return out.take();
}

} // namespace vitrail
