#include "output/scanout_feedback.hpp"

#include "base/wlr.hpp"
#include "output/output.hpp"

#include <sys/stat.h>

namespace vitrail {

namespace {

constexpr int settled = 5; // frames

/// Does this reason go by itself, so that the client's buffers are right again then?
bool passes(Verdict verdict)
{
    return verdict == Verdict::NotStableYet || verdict == Verdict::SlowUpdates || verdict == Verdict::Capture
        || verdict == Verdict::Quarantined || verdict == Verdict::TooManyQuestions;
}

/// Would other buffers of its client's be shown by a plane?
bool is_about_its_buffer(Verdict verdict)
{
    return verdict == Verdict::FormatModifier || verdict == Verdict::NotImportable;
}

/// Is it all there is to see, the cursor apart?
bool fills_alone(LayerStack const& stack, Layer const& layer)
{
    return layer.dest.contains(Rect<OutputPx>::of(stack.size))
        && std::ranges::none_of(stack.layers, [&](Layer const& o) { return o.role != LayerRole::Cursor && o.id != layer.id; });
}

/// The plane that shows this layer, or would show other buffers of its client; nothing if there is none.
std::optional<PlaneId> plane_for(DisplayCaps const& caps, Frame const& frame, std::size_t i)
{
    auto const& layer = frame.stack->layers[i];
    auto const& placement = frame.assignment.placements[i];
    if (placement.plane)
        return placement.plane;
    if (!is_about_its_buffer(placement.verdict))
        return std::nullopt;
    auto const* plane = caps.find(fills_alone(*frame.stack, layer) ? PlaneType::Primary : PlaneType::Overlay);
    return plane ? std::optional{plane->id} : std::nullopt;
}

/// The set as wlroots has it, for as long as it is needed.
struct WlrFormatSet {
    wlr_drm_format_set c{};

    explicit WlrFormatSet(FormatSet const& set)
    {
        for (auto const& [format, modifiers] : set.all())
            for (auto const modifier : modifiers)
                wlr_drm_format_set_add(&c, format.fourcc, modifier);
    }
    WlrFormatSet(WlrFormatSet const&) = delete;
    WlrFormatSet& operator=(WlrFormatSet const&) = delete;
    ~WlrFormatSet() { wlr_drm_format_set_finish(&c); }
};

FormatSet common(FormatSet const& a, FormatSet const& b)
{
    FormatSet out;
    for (auto const& [format, modifiers] : a.all())
        for (auto const modifier : modifiers)
            if (b.contains(format, modifier))
                out.add(format, modifier);
    return out;
}

/// The device that reads the display's buffers; nothing for a display that reads none.
std::optional<dev_t> device_of(wlr_output& display)
{
    int const fd = wlr_backend_get_drm_fd(display.backend);
    struct stat what{};
    return fd >= 0 && ::fstat(fd, &what) == 0 ? std::optional{what.st_rdev} : std::nullopt;
}

} // namespace

void ScanoutFeedback::latched(Output& output, Frame const& frame)
{
    for (auto& [source, told] : told_)
        told->seen = told->output != &output; // other outputs' are left alone
    auto const& caps = output.scanout()->caps();
    for (std::size_t i = 0; i < frame.stack->layers.size(); ++i) {
        auto const& placement = frame.assignment.placements[i];
        if (told_.empty() && !placement.plane && !is_about_its_buffer(placement.verdict))
            continue; // one glance at each of what may be thousands
        auto const& layer = frame.stack->layers[i];
        if (layer.role == LayerRole::Cursor || !layer.content || layer.content->memory != Memory::Dmabuf)
            continue;
        auto const found = told_.find(layer.id);
        auto const plane = plane_for(caps, frame, i);
        if (plane)
            follow(output, layer.id, {*plane, caps.version});
        else if (found != told_.end() && passes(placement.verdict))
            found->second->seen = true;
        else if (found != told_.end())
            follow(output, layer.id, {});
    }
    std::erase_if(told_, [&](auto const& entry) {
        bool const over = !entry.second->seen || !entry.second->surface;
        if (over)
            take_back(*entry.second);
        return over;
    });
}

/// The same answer for a few frames is told; no plane at all for a few frames is the end of it.
void ScanoutFeedback::follow(Output& output, SourceId source, Target wanted)
{
    auto& told = told_[source];
    if (!told) {
        told = std::make_unique<Told>(&output, output.viewport().surface_of(source));
        if (told->surface)
            told->destroy.connect<&Told::on_destroy>(told.get(), told->surface->events.destroy);
    }
    if (told->output != &output)
        return; // shown on two displays: the one that was first
    told->frames = wanted == told->next ? told->frames + 1 : 0;
    told->next = wanted;
    told->seen = wanted.plane || told->frames < settled;
    if (wanted.plane && wanted != told->now && told->frames >= settled)
        tell(*told);
}

void ScanoutFeedback::tell(Told& told)
{
    told.now = told.next;
    auto* const scanout = told.output->scanout();
    auto const* plane = scanout->caps().find(told.now.plane);
    auto const device = device_of(scanout->c());
    if (!plane || !device || !told.surface)
        return;
    auto formats = common(plane->formats, FormatSet::copy_of(wlr_renderer_get_texture_formats(&renderer_.c(), WLR_BUFFER_CAP_DMABUF)));
    if (formats == told.formats)
        return;
    if (formats.empty())
        return take_back(told);
    // The event is how wlroots' Wayland backend tells of a host's sub-surfaces; it says the same of any plane.
    WlrFormatSet const readable{formats};
    wlr_output_layer_feedback_event const event{.target_device = *device, .formats = &readable.c};
    wlr_linux_dmabuf_feedback_v1_init_options const options{.main_renderer = &renderer_.c(),
                                                            .output_layer_feedback_event = &event};
    wlr_linux_dmabuf_feedback_v1 feedback{};
    if (!wlr_linux_dmabuf_feedback_v1_init_with_options(&feedback, &options))
        return;
    if (wlr_linux_dmabuf_v1_set_surface_feedback(&dmabuf_, told.surface, &feedback))
        told.formats = std::move(formats);
    wlr_linux_dmabuf_feedback_v1_finish(&feedback);
}

void ScanoutFeedback::take_back(Told& told)
{
    if (told.surface && !told.formats.empty())
        wlr_linux_dmabuf_v1_set_surface_feedback(&dmabuf_, told.surface, nullptr);
    told.formats = {};
}

void ScanoutFeedback::forget(Output const& output)
{
    std::erase_if(told_, [&](auto const& entry) {
        bool const over = entry.second->output == &output;
        if (over)
            take_back(*entry.second);
        return over;
    });
}

} // namespace vitrail
