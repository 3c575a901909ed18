#pragma once

#include "base/event_loop.hpp"
#include "base/idle_call.hpp"
#include "capture/capture_source.hpp"
#include "capture/window_source.hpp"
#include "output/output_manager.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace vitrail {

/// Pictures of displays and windows for other programs: screenshots, recordings, remote views.
///
/// ext-image-copy-capture is ours and leaves the screen alone (see CaptureSource). wlr-screencopy and wlr-export-dmabuf
/// are wlroots', which reads the one buffer of a commit: while one of their frames is due, that display is composed
/// whole (verdict `capture`).
///
/// Of displays they show what these show, no more. From the moment that the session is locked nobody gets a picture that
/// was taken before, of a display or of a window, however long it takes to paint.
class Capture {
public:
    Capture(wl_display& display, EventLoop& loop, Scene& scene, Renderer& renderer, OutputManager& outputs);
    ~Capture();
    Capture(Capture const&) = delete;
    Capture& operator=(Capture const&) = delete;

    /// A frame was committed to this output.
    void latched(Output& output, Frame const& frame);
    /// Outputs came, went or changed.
    void outputs_changed();

    /// Asked for the window behind a handle of ext-foreign-toplevel-list; nothing: it is none, or gone.
    std::function<std::optional<CapturedWindow>(wlr_ext_foreign_toplevel_handle_v1&)> find_window;
    /// Asked what of the screens is for their user alone, in no picture; nothing: all may be seen.
    std::function<std::optional<SourceId>()> find_unseen;

private:
    struct OutputSource;
    struct RecordedWindow;
    friend struct OutputSourceRequests;

    void offer(wl_client& client, std::uint32_t id, wlr_output* output);
    void offer_window(wlr_ext_foreign_toplevel_image_capture_source_manager_v1_request* request);
    void drop_unused();

    EventLoop& loop_;
    Scene& scene_;
    Renderer& renderer_;
    OutputManager& outputs_;
    std::vector<std::unique_ptr<OutputSource>> sources_;
    std::vector<std::unique_ptr<RecordedWindow>> windows_;
    IdleCall drop_unused_;
    Slot<wlr_ext_foreign_toplevel_image_capture_source_manager_v1_request> window_request_;
};

} // namespace vitrail
