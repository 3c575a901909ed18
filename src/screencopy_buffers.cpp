#include "screencopy_buffers.hpp"

#include "base/wlr.hpp"

#include <memory>
#include <utility>

namespace vitrail {

namespace {

bool is_error_about(wl_resource const* object, Message const& message)
{
    return !message.is_request && message.name() == "error" && message.interface() == "wl_display" && message.object(0) == object;
}

} // namespace

/// Goes with its client, which is ended with the very request that was refused: nobody else has locked or unlocked the buffer
/// meanwhile. Standard layout with the listener first: libwayland hands that back.
struct ScreencopyBuffers::Refused {
    wl_listener client_gone{};
    Copy copy;

    explicit Refused(Copy of) : copy{std::move(of)}
    {
        client_gone.notify = on_client_gone;
        wl_client_add_destroy_listener(wl_resource_get_client(copy.frame), &client_gone);
    }
    static void on_client_gone(wl_listener* listener, void*)
    {
        std::unique_ptr<Refused> const self{reinterpret_cast<Refused*>(listener)};
        auto* const buffer = self->copy.buffer.get();
        if (buffer->n_locks > self->copy.locks)
            wlr_buffer_unlock(buffer); // by wlroots' lock
    }
};

ScreencopyBuffers::ScreencopyBuffers(MessageLog& messages) : messages_{messages}
{
    for (auto const* name : {"copy", "copy_with_damage"})
        messages.on_request(name, {"zwlr_screencopy_frame_v1"}, [this](Message const& request) { look_at_request(request); });
}

void ScreencopyBuffers::look_at_request(Message const& request)
{
    auto buffer = BufferRef::adopt(wlr_buffer_try_from_resource(request.object(0)));
    if (!buffer)
        return;
    auto const locks = buffer.get()->n_locks;
    copy_.emplace(&request.resource, std::move(buffer), locks);
    messages_.on_next([this](Message const& message) { look_at_next(message); });
}

/// It tells whether the request was refused, which is said while it is handled.
void ScreencopyBuffers::look_at_next(Message const& message)
{
    if (auto copy = std::exchange(copy_, std::nullopt); copy && is_error_about(copy->frame, message))
        new Refused{std::move(*copy)};
}

} // namespace vitrail
