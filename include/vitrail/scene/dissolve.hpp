#pragma once

#include "base/event_loop.hpp"
#include "scene/afterimage.hpp"

#include <functional>
#include <memory>

namespace vitrail {

class Scene;

/// A cross-fade: what was there fades out over what is there now, evenly, and is gone.
///
/// Each frame takes it to where it is at that frame's vblank. Where no frame comes (an output that sleeps) a timer ends it.
class Dissolve {
public:
    /// `past` hangs in the scene where it is to be seen. `over` is called when nothing is left of it; it may end this one.
    Dissolve(Scene& scene, EventLoop& loop, std::unique_ptr<Afterimage> past, Duration lasts, std::function<void()> over);
    ~Dissolve();
    Dissolve(Dissolve const&) = delete;
    Dissolve& operator=(Dissolve const&) = delete;

    /// Seen in this viewport alone.
    void limit_to(Viewport const& viewport);
    void step(Time at);

private:
    void show(float opacity);
    void end();

    Scene& scene_;
    std::unique_ptr<Afterimage> past_;
    Time begun_;
    Duration lasts_;
    std::function<void()> over_;
    Viewport const* only_in_ = nullptr;
    Timer late_;
};

} // namespace vitrail
