// Turning a display on and off, and what is told about it. The way of a frame is in wlr_scanout.cpp.

#include "wlr_scanout.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output_state.hpp"

#include <drm_fourcc.h>

namespace vitrail {

bool WlrScanout::enable(std::optional<Mode> mode)
{
    if (!wlr_output_init_render(&output_, &allocator_, renderer_)) {
        log::warning("{}: this display cannot read the buffers that the renderer draws into", output_.name);
        return false;
    }
    for (std::uint32_t format : {DRM_FORMAT_ARGB8888, DRM_FORMAT_XRGB8888}) {
        if (!may_read(format))
            continue;
        OutputState state;
        wlr_output_state_set_enabled(&state, true);
        if (mode)
            wlr_output_state_set_custom_mode(&state, mode->size.width, mode->size.height, mode->refresh_mhz);
        if (wlr_output_mode* fixed = mode ? find_mode(*mode) : wlr_output_preferred_mode(&output_))
            wlr_output_state_set_mode(&state, fixed);
        wlr_output_state_set_render_format(&state, format);
        state.allow_reconfiguration = true;
        fill_announcement(state);
        wlr_swapchain* swapchain = swapchain_.release();
        bool const has_chain = planes_->ask_for_mode(
            [&] { return wlr_output_configure_primary_swapchain(&output_, &state, &swapchain); });
        swapchain_.reset(swapchain);
        if (!has_chain)
            continue;
        auto const black = BufferRef::adopt(wlr_swapchain_acquire(swapchain_.get()));
        if (!black || !paint_black(*black.get()))
            continue;
        wlr_output_state_set_buffer(&state, black.get());
        if (!planes_->modeset(state))
            continue;
        shown_.clear();
        hide_cursor();
        refuses_to_vary_ = false;
        return true;
    }
    log::warning("{}: cannot be turned on; try another mode", output_.name);
    return false;
}

/// Asked first, because wlroots complains aloud about a format that is not there.
bool WlrScanout::may_read(std::uint32_t format) const
{
    if (!output_.impl->get_primary_formats)
        return true;
    auto const* formats = output_.impl->get_primary_formats(&output_, allocator_.buffer_caps);
    return formats && wlr_drm_format_set_get(formats, format);
}

wlr_output_mode* WlrScanout::find_mode(Mode const& wanted) const
{
    wlr_output_mode* m = nullptr;
    wl_list_for_each(m, &output_.modes, link)
    {
        if (m->width == wanted.size.width && m->height == wanted.size.height
            && (wanted.refresh_mhz == 0 || m->refresh == wanted.refresh_mhz))
            return m;
    }
    return nullptr;
}

bool WlrScanout::paint_black(wlr_buffer& buffer)
{
    wlr_render_pass* pass = wlr_renderer_begin_buffer_pass(renderer_, &buffer, nullptr);
    if (!pass)
        return false;
    wlr_render_rect_options const all{
        .box = {0, 0, buffer.width, buffer.height},
        .color = {0, 0, 0, 1},
        .blend_mode = WLR_RENDER_BLEND_MODE_NONE,
    };
    wlr_render_pass_add_rect(pass, &all);
    return wlr_render_pass_submit(pass);
}

/// The buffers stay: they are the allocator's.
void WlrScanout::use_renderer(wlr_renderer& renderer)
{
    renderer_ = &renderer;
    if (output_.renderer)
        wlr_output_init_render(&output_, &allocator_, renderer_);
}

void WlrScanout::disable()
{
    OutputState state;
    wlr_output_state_set_enabled(&state, false);
    state.allow_reconfiguration = true;
    if (!planes_->modeset(state))
        log::warning("{}: cannot be turned off", output_.name);
    shown_cursor_.reset();
}

bool WlrScanout::varies() const
{
    return output_.adaptive_sync_supported && output_.adaptive_sync_status == WLR_OUTPUT_ADAPTIVE_SYNC_ENABLED;
}

/// A display that can vary its refresh may still need a mode set to begin with it: then it is left as it is.
bool WlrScanout::commit_varying(wlr_output_state& state, Frame const& frame)
{
    auto const plan = plan_of(frame, frame.assignment);
    if (frame.tearing || caps().longest_refresh == Duration::zero() || refuses_to_vary_ || frame.varying == varies())
        return planes_->commit(state, plan);
    wlr_output_state_set_adaptive_sync_enabled(&state, frame.varying);
    if (planes_->commit(state, plan))
        return true;
    state.committed &= ~std::uint32_t(WLR_OUTPUT_STATE_ADAPTIVE_SYNC_ENABLED);
    if (!planes_->commit(state, plan))
        return false;
    refuses_to_vary_ = true;
    log::info("{}: its refresh rate cannot be made variable in this mode", output_.name);
    return true;
}

void WlrScanout::announce(double scale, Transform transform) { announcement_ = {scale, transform}; }

void WlrScanout::fill_announcement(wlr_output_state& state)
{
    if (!announcement_)
        return;
    wlr_output_state_set_scale(&state, float(announcement_->first));
    wlr_output_state_set_transform(&state, static_cast<wl_output_transform>(announcement_->second));
}

bool WlrScanout::set_color_ramps(wlr_color_transform* ramps)
{
    if (ramps && wlr_output_get_gamma_size(&output_) == 0)
        return false;
    ramps_.reset(ramps ? wlr_color_transform_ref(ramps) : nullptr);
    new_ramps_ = true;
    return true;
}

/// With new colour ramps, if there are any: no frame is lost because the driver does not take them.
bool WlrScanout::commit_coloured(wlr_output_state& state, Frame const& frame)
{
    if (!new_ramps_ || frame.tearing)
        return commit_varying(state, frame);
    wlr_output_state_set_color_transform(&state, ramps_.get());
    if (commit_varying(state, frame)) {
        new_ramps_ = false;
        return true;
    }
    state.committed &= ~std::uint32_t(WLR_OUTPUT_STATE_COLOR_TRANSFORM);
    if (!commit_varying(state, frame))
        return false;
    new_ramps_ = false;
    log::warning("{}: its driver does not take the colours that a program set; end that program", output_.name);
    return true;
}

} // namespace vitrail
