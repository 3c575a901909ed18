#include "screencopy_buffers.hpp"

#include "base/wlr.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace vitrail {

namespace {

/// A resource begins with its object.
wl_resource* first_object_in(wl_protocol_logger_message const& message)
{
    return reinterpret_cast<wl_resource*>(message.arguments[0].o);
}

bool asks_for_copy(wl_protocol_logger_type direction, wl_protocol_logger_message const& message)
{
    std::string_view const name{message.message->name};
    return direction == WL_PROTOCOL_LOGGER_REQUEST && (name == "copy" || name == "copy_with_damage")
        && std::string_view{wl_resource_get_class(message.resource)} == "zwlr_screencopy_frame_v1";
}

bool is_error_about(wl_resource const* object, wl_protocol_logger_type direction, wl_protocol_logger_message const& message)
{
    return direction == WL_PROTOCOL_LOGGER_EVENT && std::string_view{message.message->name} == "error"
        && std::string_view{wl_resource_get_class(message.resource)} == "wl_display" && first_object_in(message) == object;
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

ScreencopyBuffers::ScreencopyBuffers(wl_display& display) : log_{display, on_message, this} {}

/// The message that follows a request tells whether it was refused, which is said while it is handled.
void ScreencopyBuffers::on_message(void* data, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    auto& self = *static_cast<ScreencopyBuffers*>(data);
    if (auto before = std::exchange(self.copy_, std::nullopt); before && is_error_about(before->frame, direction, *message))
        new Refused{std::move(*before)};
    if (!asks_for_copy(direction, *message))
        return;
    if (auto buffer = BufferRef::adopt(wlr_buffer_try_from_resource(first_object_in(*message)))) {
        auto const locks = buffer.get()->n_locks;
        self.copy_.emplace(message->resource, std::move(buffer), locks);
    }
}

} // namespace vitrail
