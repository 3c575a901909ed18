#pragma once

#include "backend/backend.hpp"
#include "base/event_loop.hpp"
#include "dumb_buffer.hpp"
#include "process.hpp"
#include "render/renderer.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace vitrail::test {

/// The bed's KMS displays driven through Scanout, in the test's own thread: no scene, no allocator, no client. The test
/// says which buffer goes on which plane.
class DirectDisplays {
public:
    DirectDisplays();
    ~DirectDisplays();
    DirectDisplays(DirectDisplays const&) = delete;
    DirectDisplays& operator=(DirectDisplays const&) = delete;

    /// By connector: "Virtual-1". Throws std::out_of_range when it is not there.
    [[nodiscard]] Scanout& at(std::string const& connector = "Virtual-1") { return *displays_.at(connector); }
    [[nodiscard]] bool has(std::string const& connector) const { return displays_.contains(connector); }
    /// Lets the loop turn until `condition` holds; false after ten seconds.
    [[nodiscard]] bool turn_until(std::function<bool()> const& condition);
    /// Commits and waits for the flip.
    [[nodiscard]] bool show(Scanout& display, Frame const& frame);
    /// Commits without waiting.
    [[nodiscard]] bool commit(Scanout& display, Frame const& frame);
    /// Has everything been shown that was committed?
    [[nodiscard]] bool shown(Scanout& display) const { return in_flight_.at(&display) == 0; }
    void change_vt(unsigned vt) { backend_->change_vt(vt); }
    /// How often a display asked for a frame by itself.
    [[nodiscard]] int asked(Scanout& display) const { return asked_.at(&display); }

private:
    void add(std::shared_ptr<Scanout> display);

    struct Display {
        wl_display* c = wl_display_create();
        ~Display() { wl_display_destroy(c); }
    } display_;
    EventLoop loop_{wl_display_get_event_loop(display_.c), EventLoop::Clock::Real};
    std::unique_ptr<Renderer> renderer_;
    std::unique_ptr<Backend> backend_;
    std::map<std::string, std::shared_ptr<Scanout>> displays_;
    std::map<Scanout*, int> in_flight_, asked_;
};

/// A frame put together by hand: a picture on the primary plane, and buffers on overlays of `display`.
///
///     Hand frame{display, background};
///     frame.overlay(0, buffer, {10, 20, 64, 64});
class Hand {
public:
    Hand(Scanout& display, BufferRef composed);

    /// Puts a buffer on the overlay with this place in the list of the display's caps, above the composed picture (or
    /// below it), and gives its layer to change.
    Layer& overlay(std::size_t index, BufferRef const& buffer, Rect<OutputPx> dest);
    Layer& underlay(std::size_t index, BufferRef const& buffer, Rect<OutputPx> dest);
    /// A layer that has no placement yet.
    void add(Layer layer) { stack_->layers.push_back(std::move(layer)); }

    [[nodiscard]] TestAnswer test() const { return display_.test(frame, frame.assignment); }

    Frame frame;

private:
    Layer& put(std::size_t index, int zpos, BufferRef const& buffer, Rect<OutputPx> dest);

    Scanout& display_;
    std::shared_ptr<LayerStack> stack_ = std::make_shared<LayerStack>(); // the frame's
};

/// The overlay planes that a display offers now.
[[nodiscard]] std::vector<PlaneCaps> overlays(Scanout const& display);

} // namespace vitrail::test
