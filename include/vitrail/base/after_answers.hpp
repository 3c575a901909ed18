#pragma once

#include "base/event_loop.hpp"

#include <functional>
#include <utility>

namespace vitrail {

/// Calls back in the turn of the loop after the next one. In the next one clients are heard; what they are answered leaves
/// between the two. So work that is done in pieces lets nobody wait for two of them.
class AfterAnswers {
public:
    AfterAnswers(EventLoop& loop, std::function<void()> callback)
        : loop_{loop}
        , heard_{loop, [this] { answered_.arm(loop_.now()); }}
        , answered_{loop, std::move(callback)}
    {
    }

    void arm() { heard_.arm(loop_.now()); }
    void disarm()
    {
        heard_.disarm();
        answered_.disarm();
    }

private:
    EventLoop& loop_;
    Timer heard_;
    Timer answered_;
};

} // namespace vitrail
