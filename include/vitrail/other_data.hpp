#pragma once

#include "base/idle_call.hpp"
#include "base/message_log.hpp"

#include <memory>

namespace vitrail {

/// Has wlroots find something else behind a resource than what is there, while it handles one request.
class OtherData {
public:
    /// `display` and `messages` outlive it.
    OtherData(wl_display& display, MessageLog& messages);
    OtherData(OtherData const&) = delete;
    OtherData& operator=(OtherData const&) = delete;
    ~OtherData();

    /// To be called while the request is looked at. `data` outlives this object.
    void show(wl_resource& resource, void* data);

private:
    struct Shown;

    MessageLog& messages_;
    std::unique_ptr<Shown> shown_; // until the next message, at the latest until the loop has nothing else to do
    IdleCall end_;
};

} // namespace vitrail
