#include "capture/capture.hpp"

#include <ext-image-capture-source-v1-protocol.h>

namespace vitrail {

namespace {

/// What a display shows, or is about to: exactly the layers that were committed to it.
class ShownOnOutput final : public CaptureSubject {
public:
    using FindUnseen = std::function<std::optional<SourceId>()>;

    ShownOnOutput(Output& output, Scene const& scene, FindUnseen const& find_unseen)
        : output_{output}
        , scene_{scene}
        , find_unseen_{find_unseen}
    {
    }

    void begin() override {} // the output tells of every frame
    [[nodiscard]] std::optional<LayerStack> picture() const override
    {
        auto const* shown = output_.shown();
        if (!shown || !may_be_seen(*shown->stack))
            return std::nullopt;
        auto out = *shown->stack;
        if (auto const unseen = find_unseen_ ? find_unseen_() : std::nullopt)
            leave_out(out, [&](Layer const& layer) { return layer.id == *unseen; });
        return out;
    }
    [[nodiscard]] bool may_be_seen(LayerStack const& picture) const override
    {
        return picture.locked || !scene_.locked();
    }
    [[nodiscard]] Size<OutputPx> size() const override { return output_.view().size; }
    [[nodiscard]] Transform transform() const override { return output_.view().transform; }
    void copied(std::span<SourceId const> sources) override { output_.viewport().release_copied(sources); }
    [[nodiscard]] bool translucent() const override { return false; }

private:
    Output& output_;
    Scene const& scene_;
    FindUnseen const& find_unseen_;
};

} // namespace

/// A source that one client asked for. Each has its own, because each may want the cursor or not.
struct Capture::OutputSource {
    Output& output;
    Scanout* display; // compared, never followed: another one ends the source
    CaptureSource source;
};

/// A window that a client records; it goes with the window.
struct Capture::RecordedWindow {
    RecordedWindow(Capture& capture, CapturedWindow window, wlr_ext_foreign_toplevel_handle_v1& handle)
        : all{capture}
        , picture{capture.loop_, capture.scene_, capture.renderer_, window,
              [this] { all.drop_unused_.ask(); }}
    {
        gone.connect<&RecordedWindow::on_gone>(this, handle.events.destroy);
    }
    void on_gone()
    {
        std::erase_if(all.windows_, [this](auto const& entry) { return entry.get() == this; });
    }

    Capture& all;
    WindowSource picture;
    Slot<> gone;
};

/// ext_output_image_capture_source_manager_v1.
struct OutputSourceRequests {
    static void create_source(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource* output)
    {
        static_cast<Capture*>(wl_resource_get_user_data(manager))->offer(*client, id, wlr_output_from_resource(output));
    }
    static void destroy(wl_client*, wl_resource* resource) { wl_resource_destroy(resource); }

    static void bind(wl_client* client, void* capture, std::uint32_t version, std::uint32_t id)
    {
        static constexpr struct ext_output_image_capture_source_manager_v1_interface requests {
            .create_source = create_source, .destroy = destroy
        };
        auto const& interface = ::ext_output_image_capture_source_manager_v1_interface;
        if (auto* manager = wl_resource_create(client, &interface, int(version), id))
            wl_resource_set_implementation(manager, &requests, capture, nullptr);
        else
            wl_client_post_no_memory(client);
    }
};

Capture::Capture(wl_display& display, EventLoop& loop, Scene& scene, Renderer& renderer, OutputManager& outputs)
    : loop_{loop}
    , scene_{scene}
    , renderer_{renderer}
    , outputs_{outputs}
    , drop_unused_{loop.c(), [this] { drop_unused(); }}
{
    constexpr int version = 1;
    wl_global_create(
        &display, &::ext_output_image_capture_source_manager_v1_interface, version, this, OutputSourceRequests::bind);
    wlr_ext_image_copy_capture_manager_v1_create(&display, version);
    auto* windows = wlr_ext_foreign_toplevel_image_capture_source_manager_v1_create(&display, version);
    window_request_.connect<&Capture::offer_window>(this, windows->events.new_request);
    wlr_screencopy_manager_v1_create(&display);
    wlr_export_dmabuf_manager_v1_create(&display);
}

Capture::~Capture() = default;

void Capture::offer(wl_client& client, std::uint32_t id, wlr_output* wanted)
{
    auto* output = wanted ? outputs_.find(wanted) : nullptr;
    if (!output) { // it went, or is off: an object without anything behind it
        wlr_ext_image_capture_source_v1_create_resource(nullptr, &client, id);
        return;
    }
    drop_unused();
    sources_.emplace_back(new OutputSource{*output, output->scanout(),
        {loop_, renderer_, std::make_unique<ShownOnOutput>(*output, scene_, find_unseen), [this] { drop_unused_.ask(); }}});
    wlr_ext_image_capture_source_v1_create_resource(&sources_.back()->source.c(), &client, id);
}

void Capture::offer_window(wlr_ext_foreign_toplevel_image_capture_source_manager_v1_request* request)
{
    drop_unused();
    auto const window = find_window ? find_window(*request->toplevel_handle) : std::nullopt;
    if (!window) { // an object without anything behind it
        wlr_ext_foreign_toplevel_image_capture_source_manager_v1_request_accept(request, nullptr);
        return;
    }
    windows_.push_back(std::make_unique<RecordedWindow>(*this, *window, *request->toplevel_handle));
    auto& source = windows_.back()->picture.source().c();
    wlr_ext_foreign_toplevel_image_capture_source_manager_v1_request_accept(request, &source);
}

void Capture::drop_unused()
{
    std::erase_if(windows_, [](auto const& entry) { return entry->picture.source().unused(); });
    std::erase_if(sources_, [](auto const& entry) { return entry->source.unused(); });
}

void Capture::latched(Output& output, Frame const& frame)
{
    for (auto const& entry : sources_)
        if (&entry->output == &output)
            entry->source.changed(frame.stack->all_damage() | frame.stack->cursor_damage);
    for (auto const& entry : windows_)
        entry->picture.look();
}

void Capture::outputs_changed()
{
    std::erase_if(sources_, [](auto const& entry) { return entry->output.scanout() != entry->display; });
    for (auto const& entry : sources_)
        entry->source.reshaped();
}

} // namespace vitrail
