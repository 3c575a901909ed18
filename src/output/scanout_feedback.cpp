#include "output/scanout_feedback.hpp"

#include "base/wlr.hpp"
#include "output/output.hpp"

namespace vitrail {

namespace {

constexpr int settled = 5; // frames

/// The dmabuf client that fills the screen alone, the cursor apart; nothing if there is none.
SourceId filler(Frame const& frame)
{
    SourceId found;
    for (auto const& layer : frame.stack.layers) {
        if (layer.role == LayerRole::Cursor)
            continue;
        bool const fills = layer.content && layer.content->memory == Memory::Dmabuf
            && layer.dest.contains(Rect<OutputPx>::of(frame.stack.size));
        if (found || !fills)
            return {};
        found = layer.id;
    }
    return found;
}

} // namespace

void ScanoutFeedback::latched(Output& output, Frame const& frame)
{
    auto const source = filler(frame);
    auto& slot = told_[&output];
    if (!slot)
        slot = std::make_unique<Told>();
    Told& told = *slot;
    told.frames = source == told.next ? told.frames + 1 : 0;
    told.next = source;
    if (source == told.source || told.frames < settled)
        return;
    take_back(told);
    if (source)
        tell(output, told, source);
    told.source = source;
}

void ScanoutFeedback::tell(Output& output, Told& told, SourceId source)
{
    wlr_surface* surface = output.viewport().surface_of(source);
    auto& display = output.scanout()->c();
    if (!surface || wlr_backend_get_drm_fd(display.backend) < 0)
        return; // a display without a device reads no dmabufs
    wlr_linux_dmabuf_feedback_v1 feedback{};
    wlr_linux_dmabuf_feedback_v1_init_options const options{
        .main_renderer = &renderer_,
        .scanout_primary_output = &display,
    };
    if (!wlr_linux_dmabuf_feedback_v1_init_with_options(&feedback, &options))
        return;
    if (wlr_linux_dmabuf_v1_set_surface_feedback(&dmabuf_, surface, &feedback)) {
        told.surface = surface;
        told.destroy.connect<&Told::on_destroy>(&told, surface->events.destroy);
    }
    wlr_linux_dmabuf_feedback_v1_finish(&feedback);
}

void ScanoutFeedback::take_back(Told& told)
{
    if (told.surface)
        wlr_linux_dmabuf_v1_set_surface_feedback(&dmabuf_, told.surface, nullptr);
    told.on_destroy();
}

void ScanoutFeedback::forget(Output const& output)
{
    auto const found = told_.find(&output);
    if (found == told_.end())
        return;
    take_back(*found->second);
    told_.erase(found);
}

} // namespace vitrail
