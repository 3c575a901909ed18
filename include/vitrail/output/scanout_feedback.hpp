#pragma once

#include "base/slot.hpp"
#include "frame/frame.hpp"

#include <memory>
#include <unordered_map>

struct wlr_linux_dmabuf_v1;
struct wlr_renderer;
struct wlr_surface;

namespace vitrail {

class Output;

/// Tells a client that fills a screen what the display itself could read, so that its next buffers can be shown without
/// composition (linux-dmabuf 5, a feedback with a scan-out tranche); taken back when it no longer fills it.
///
/// A client allocates anew on each change, so it is told only after a few frames of the same answer.
class ScanoutFeedback {
public:
    ScanoutFeedback(wlr_linux_dmabuf_v1& dmabuf, wlr_renderer& renderer) : dmabuf_{dmabuf}, renderer_{renderer} {}

    /// `output` has committed `frame`.
    void latched(Output& output, Frame const& frame);
    /// The output lost its display.
    void forget(Output const& output);

private:
    /// Who was told on one output, and who might be told next.
    struct Told {
        SourceId source, next;
        int frames = 0; // how long `next` has been the answer
        wlr_surface* surface = nullptr;
        Slot<> destroy;

        void on_destroy()
        {
            surface = nullptr;
            destroy.disconnect();
        }
    };

    void tell(Output& output, Told& told, SourceId source);
    void take_back(Told& told);

    wlr_linux_dmabuf_v1& dmabuf_;
    wlr_renderer& renderer_;
    std::unordered_map<Output const*, std::unique_ptr<Told>> told_;
};

} // namespace vitrail
