#pragma once

#include <memory>
#include <string_view>
#include <wayland-server-core.h>

namespace vitrail {

/// Has a function called with every message of every client of a display, while it is there: with a request before it is
/// handled, with an event as it is sent. For what wlroots has no event of its own. The function has to be quick about the
/// messages that do not concern it.
class MessageLog {
public:
    /// `self` is what the function is handed. The display outlives it.
    MessageLog(wl_display& display, wl_protocol_logger_func_t call, void* self = nullptr)
        : logger_{wl_display_add_protocol_logger(&display, call, self)}
    {
    }

private:
    struct End {
        void operator()(wl_protocol_logger* logger) const { wl_protocol_logger_destroy(logger); }
    };

    std::unique_ptr<wl_protocol_logger, End> logger_;
};

/// Is it the request `name` to an object of `interface`?
[[nodiscard]] inline bool is_request(wl_protocol_logger_type direction, wl_protocol_logger_message const& message,
                                     std::string_view interface, std::string_view name)
{
    return direction == WL_PROTOCOL_LOGGER_REQUEST && name == message.message->name
        && interface == wl_resource_get_class(message.resource);
}

} // namespace vitrail
