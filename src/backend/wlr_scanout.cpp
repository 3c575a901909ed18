#include "wlr_scanout.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output_state.hpp"

#include <drm_fourcc.h>

namespace vitrail {

namespace {

std::string text(char const* c) { return c ? c : ""; }

Mode to_mode(wlr_output_mode const& m) { return {{m.width, m.height}, m.refresh, m.preferred}; }

} // namespace

WlrScanout::WlrScanout(wlr_output& output, wlr_renderer& renderer, wlr_allocator& allocator, Traits traits,
                       std::unique_ptr<PlaneDriver> planes, std::function<void(WlrScanout&)> gone)
    : output_{output}
    , renderer_{&renderer}
    , allocator_{allocator}
    , traits_{traits}
    , gone_{std::move(gone)}
    , planes_{std::move(planes)}
{
    present_.connect<&WlrScanout::on_presented>(this, output.events.present);
    if (traits_.paced_by_host)
        frame_.connect<&WlrScanout::on_frame>(this, output.events.frame);
    needs_frame_.connect<&WlrScanout::on_needs_frame>(this, output.events.needs_frame);
    request_state_.connect<&WlrScanout::on_request_state>(this, output.events.request_state);
    destroy_.connect<&WlrScanout::on_destroy>(this, output.events.destroy);
    caps_.shows_shm = traits_.shows_shm;
    if (!output.make) // wlroots would tell clients "(null) (null)"
        wlr_output_set_description(&output, output.name);
}

WlrScanout::~WlrScanout() = default;

// --- what it is ----------------------------------------------------------------------------------------------------

DisplayIdentity WlrScanout::identity() const
{
    return {text(output_.name), text(output_.make), text(output_.model), text(output_.serial)};
}

std::vector<Mode> WlrScanout::modes() const
{
    std::vector<Mode> out;
    wlr_output_mode* m = nullptr;
    wl_list_for_each(m, &output_.modes, link) out.push_back(to_mode(*m));
    return out;
}

Mode WlrScanout::mode() const
{
    if (!output_.enabled)
        return {};
    return {{output_.width, output_.height}, output_.refresh, false};
}

Duration WlrScanout::refresh() const
{
    auto const mhz = output_.refresh > 0 ? output_.refresh : 60'000;
    return Duration{1'000'000'000'000 / mhz};
}

/// A host may latch at any time after it told us to go on: then at once is right.
Duration WlrScanout::least_margin() const
{
    return traits_.paced_by_host ? refresh() : std::chrono::microseconds{500};
}

DisplayCaps const& WlrScanout::caps() const
{
    auto const& planes = planes_->planes();
    if (planes_->version() != caps_.version) {
        caps_.planes = planes;
        caps_.elsewhere = planes_->elsewhere();
        caps_.other_gpu = planes_->other_gpu();
        caps_.tears = planes_->tears();
        caps_.longest_refresh = output_.adaptive_sync_supported ? planes_->longest_refresh() : Duration::zero();
        caps_.version = planes_->version();
    }
    return caps_;
}

// --- buffers -------------------------------------------------------------------------------------------------------

BufferRef WlrScanout::target()
{
    return swapchain_ ? BufferRef::adopt(wlr_swapchain_acquire(swapchain_.get())) : BufferRef{};
}

BufferRef WlrScanout::cursor_target(Size<BufferPx> size)
{
    auto const* plane = caps().find(PlaneType::Cursor);
    if (!plane)
        return {};
    for (auto const& s : plane->cursor_sizes)
        if (size.width <= s.width && size.height <= s.height) {
            size = s;
            break;
        }
    if (!cursor_swapchain_ || cursor_swapchain_->width != size.width || cursor_swapchain_->height != size.height) {
        std::uint64_t modifier = DRM_FORMAT_MOD_LINEAR; // what every cursor plane reads
        wlr_drm_format const format{.format = DRM_FORMAT_ARGB8888, .len = 1, .capacity = 1, .modifiers = &modifier};
        cursor_swapchain_.reset(wlr_swapchain_create(&allocator_, size.width, size.height, &format));
    }
    return cursor_swapchain_ ? BufferRef::adopt(wlr_swapchain_acquire(cursor_swapchain_.get())) : BufferRef{};
}

// --- frames --------------------------------------------------------------------------------------------------------

/// A test always attaches a buffer: wlroots answers one without it "true" unasked.
bool WlrScanout::fill_primary(wlr_output_state& state, Frame const& frame, Assignment const& assignment) const
{
    auto const* plane = caps().find(PlaneType::Primary);
    auto const index = plane ? assignment.layer_on(plane->id) : std::nullopt;
    auto const* layer = index ? &frame.stack->layers[*index] : nullptr;
    wlr_buffer* buffer = layer ? layer->content->buffer.get() : frame.composed.get();
    if (!buffer)
        return false;
    wlr_output_state_set_buffer(&state, buffer);
    if (layer) {
        state.buffer_src_box = {layer->source.x, layer->source.y, layer->source.width, layer->source.height};
        state.buffer_dst_box = {layer->dest.x, layer->dest.y, layer->dest.width, layer->dest.height};
    }
    return true;
}

TestAnswer WlrScanout::test(Frame const& frame, Assignment const& trial)
{
    OutputState state;
    if (!knows_planes_of(trial) || !fill_primary(state, frame, trial))
        return TestAnswer::Refused;
    return planes_->test(state, plan_of(frame, trial));
}

Commit WlrScanout::commit(Frame const& frame)
{
    if (!output_.enabled)
        return Commit::Gone;
    OutputState state;
    if (!knows_planes_of(frame.assignment) || !fill_primary(state, frame, frame.assignment))
        return Commit::Refused;
    state.tearing_page_flip = frame.tearing;
    fill_announcement(state);
    if (!frame.tearing) { // a request to tear that says more than the buffer is refused: wlroots repeats the old cursor
        fill_damage(state, frame);
        show_cursor(frame);
    }
    if (!commit_coloured(state, frame))
        return Commit::Refused;
    announcement_.reset();
    remember_shown(frame);
    return Commit::Queued;
}

void WlrScanout::show_cursor(Frame const& frame)
{
    if (!frame.cursor)
        return hide_cursor();
    if (shown_cursor_ != frame.cursor) {
        auto const& hot = frame.cursor->hotspot;
        if (!output_.impl->set_cursor(&output_, frame.cursor->buffer.get(), hot.x, hot.y))
            return;
        shown_cursor_ = frame.cursor;
    }
    auto const* plane = caps().find(PlaneType::Cursor);
    auto const index = plane ? frame.assignment.layer_on(plane->id) : std::nullopt;
    if (!index)
        return;
    // wlroots wants the hot spot in the output's own orientation and turns it back into buffer pixels itself.
    auto const& layer = frame.stack->layers[*index];
    Rect<OutputPx> const hot{layer.dest.x + frame.cursor->hotspot.x, layer.dest.y + frame.cursor->hotspot.y, 0, 0};
    auto const turned = transformed(hot, static_cast<Transform>(output_.transform), frame.stack->size);
    output_.impl->move_cursor(&output_, turned.x, turned.y);
}

void WlrScanout::hide_cursor()
{
    if (shown_cursor_ && output_.impl->set_cursor)
        output_.impl->set_cursor(&output_, nullptr, 0, 0);
    shown_cursor_.reset();
}

int WlrScanout::render_locks() const { return output_.attach_render_locks; }
bool WlrScanout::wants_cursor_painted() const { return output_.software_cursor_locks > 0; }

// --- what the display says -----------------------------------------------------------------------------------------

void WlrScanout::on_presented(wlr_output_event_present* event)
{
    Presented const p{
        .shown = event->presented,
        .when = from_timespec(event->when),
        .refresh = event->refresh > 0 ? Duration{event->refresh} : refresh(),
        .sequence = event->seq,
        .vsync = (event->flags & WLR_OUTPUT_PRESENT_VSYNC) != 0,
        .hw_clock = (event->flags & WLR_OUTPUT_PRESENT_HW_CLOCK) != 0,
        .hw_completion = (event->flags & WLR_OUTPUT_PRESENT_HW_COMPLETION) != 0,
    };
    last_ = p;
    planes_->presented();
    if (!traits_.paced_by_host && events.presented)
        events.presented(p);
}

void WlrScanout::on_frame()
{
    if (last_.when == Time{}) { // the host has not said yet when the last one was shown
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        last_.when = from_timespec(now);
        last_.refresh = refresh();
    }
    if (events.presented)
        events.presented(std::exchange(last_, {}));
}

void WlrScanout::on_needs_frame()
{
    if (events.needs_frame)
        events.needs_frame();
}

void WlrScanout::on_request_state(wlr_output_event_request_state* event)
{
    if (!(event->state->committed & WLR_OUTPUT_STATE_MODE) || !events.resized)
        return;
    if (event->state->mode_type == WLR_OUTPUT_STATE_MODE_CUSTOM) {
        auto const& m = event->state->custom_mode;
        events.resized({{m.width, m.height}, m.refresh, false});
    } else if (event->state->mode) {
        events.resized(to_mode(*event->state->mode));
    }
}

void WlrScanout::on_destroy()
{
    present_.disconnect();
    frame_.disconnect();
    needs_frame_.disconnect();
    request_state_.disconnect();
    destroy_.disconnect();
    swapchain_.reset();
    cursor_swapchain_.reset();
    planes_.reset(); // while the output is still there
    gone_(*this); // may destroy this
}

} // namespace vitrail
