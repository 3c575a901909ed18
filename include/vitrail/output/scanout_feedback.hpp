#pragma once

#include "base/format.hpp"
#include "base/slot.hpp"
#include "frame/frame.hpp"

#include <memory>
#include <unordered_map>

struct wlr_linux_dmabuf_v1;
struct wlr_surface;

namespace vitrail {

class Output;
class Renderer;

/// Tells a client whose buffer is on a plane, or would be if only that plane could read it, what the plane reads: so its
/// next buffers can be shown without composition (linux-dmabuf 5, a feedback with a scan-out tranche). Taken back when
/// there is no such plane for it any more.
///
/// A client allocates anew on each change, so it is told only after a few frames of the same answer, and what passes by
/// itself (a recording, a pause) is no reason to take anything back.
class ScanoutFeedback {
public:
    ScanoutFeedback(wlr_linux_dmabuf_v1& dmabuf, Renderer const& renderer) : dmabuf_{dmabuf}, renderer_{renderer} {}

    /// `output` has committed `frame`.
    void latched(Output& output, Frame const& frame);
    /// The output lost its display.
    void forget(Output const& output);

private:
    /// A plane as its display had it when it was so old; zero: none.
    struct Target {
        PlaneId plane;
        std::uint64_t version = 0;
        friend bool operator==(Target const&, Target const&) = default;
    };
    /// What the client of one surface was told, and what it might be told next.
    struct Told {
        Output* output;
        wlr_surface* surface; // null once it is gone
        Target now{}, next{};
        int frames = 0;       // how long `next` has been the answer
        FormatSet formats{};  // the client's, now; empty: it was told nothing
        bool seen = false;    // in the frame that is looked at
        Slot<> destroy{};

        void on_destroy()
        {
            surface = nullptr;
            destroy.disconnect();
        }
    };

    void follow(Output& output, SourceId source, Target wanted);
    void tell(Told& told);
    void take_back(Told& told);

    wlr_linux_dmabuf_v1& dmabuf_;
    Renderer const& renderer_;
    std::unordered_map<SourceId, std::unique_ptr<Told>> told_;
};

} // namespace vitrail
