#pragma once

#include <functional>
#include <wayland-server-core.h>

namespace vitrail {

/// Calls back once, when everything that is going on now is done: at the end of this turn of the loop, however often it
/// was asked for.
class IdleCall {
public:
    IdleCall(wl_event_loop* loop, std::function<void()> callback) : loop_{loop}, callback_{std::move(callback)} {}
    IdleCall(IdleCall const&) = delete;
    IdleCall& operator=(IdleCall const&) = delete;
    ~IdleCall()
    {
        if (source_)
            wl_event_source_remove(source_);
    }

    void ask()
    {
        if (source_)
            return;
        source_ = wl_event_loop_add_idle(
            loop_,
            [](void* self) {
                auto& call = *static_cast<IdleCall*>(self);
                call.source_ = nullptr; // libwayland removes it after this
                call.callback_();
            },
            this);
    }

private:
    wl_event_loop* loop_;
    std::function<void()> callback_;
    wl_event_source* source_ = nullptr;
};

} // namespace vitrail
