#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "capture/capture_source.hpp"
#include "scene/scene.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace vitrail {

/// A window as capture needs to know it: its part of the scene, and the surface that its geometry belongs to.
struct CapturedWindow {
    Tree& tree; ///< its origin is the top left of the window's geometry
    wlr_surface& surface;
};

/// A window that is recorded: as it is, whatever lies over it, minimised or not. While the session is locked there are
/// no pictures of it.
class WindowSource {
public:
    /// `let_go` as for CaptureSource.
    WindowSource(EventLoop& loop, Scene& scene, Renderer& renderer, CapturedWindow window, std::function<void()> let_go);
    ~WindowSource();

    [[nodiscard]] CaptureSource& source() { return source_; }
    /// It may look different now.
    void look();

private:
    class Subject;

    void on_commit();

    EventLoop& loop_;
    Subject& subject_; // the source's
    CaptureSource source_;
    Timer look_;
    Slot<> commit_;

    WindowSource(EventLoop& loop, Renderer& renderer, std::unique_ptr<Subject> subject, wlr_surface& surface,
        std::function<void()> let_go);
};

} // namespace vitrail
