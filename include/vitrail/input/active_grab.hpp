#pragma once

#include "input/seat.hpp"

#include <memory>

namespace vitrail {

/// Holds the grab that is on, if any. A grab may end itself (or begin another) from inside its own callbacks.
class ActiveGrab {
public:
    void begin(std::unique_ptr<PointerGrab> grab)
    {
        end();
        grab_ = std::move(grab);
    }
    void motion(FPoint<Logical> at) const
    {
        if (auto const kept = grab_)
            kept->motion(at);
    }
    void released() const
    {
        if (auto const kept = grab_)
            kept->released();
    }
    void end()
    {
        if (auto const ending = std::exchange(grab_, nullptr))
            ending->ended();
    }
    explicit operator bool() const { return grab_ != nullptr; }

private:
    std::shared_ptr<PointerGrab> grab_;
};

} // namespace vitrail
