#pragma once

#include "client_window.hpp"

namespace vitrail::test {

/// Draws a picture after each frame callback, for as long as it lives, as an animation does.
struct Animation {
    explicit Animation(TestWindow& window) : window{window} { next(); }

    void next()
    {
        seen = window.surface().frames_done;
        window.surface().request_frame();
        window.surface().request_feedback();
        window.draw(++drawn % 2 ? red : blue);
    }
    /// Draws if it was called back.
    void go_on()
    {
        if (window.surface().frames_done != seen)
            next();
    }

    TestWindow& window;
    unsigned seen = 0, drawn = 0;
};

} // namespace vitrail::test
