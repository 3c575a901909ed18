#pragma once

#include "input/seat.hpp"
#include "shell/window.hpp"

#include <functional>

namespace vitrail {

/// A button of a frame is held: it works when it is let go there, and not elsewhere.
class ButtonGrab final : public PointerGrab {
public:
    /// `done`: was it pressed?
    ButtonGrab(Window& window, FramePart button, std::function<void(bool pressed)> done);

    void motion(FPoint<Logical> at) override;
    void released() override { pressed_ = above_; }
    void ended() override;
    [[nodiscard]] char const* cursor() const override { return "default"; }

private:
    Window& window_; // the desk ends the grab before the window goes
    FramePart button_;
    std::function<void(bool)> done_;
    bool above_ = true, pressed_ = false;
};

/// A title bar is held. What that means shows when the pointer moves: a press that does not is no move.
class BarGrab final : public PointerGrab {
public:
    struct Events {
        std::function<void(FPoint<Logical> at)> moved; ///< far enough to mean it; begins another grab
        std::function<void()> done;
    };
    BarGrab(FPoint<Logical> at, Events events);

    void motion(FPoint<Logical> at) override;
    void ended() override { events_.done(); }
    [[nodiscard]] char const* cursor() const override { return "default"; }

private:
    FPoint<Logical> start_;
    Events events_;
};

} // namespace vitrail
