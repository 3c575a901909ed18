#include "base/message_log.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

MessageLog::MessageLog(wl_display& display) : logger_{wl_display_add_protocol_logger(&display, on_message, this)} {}

void MessageLog::on_request(std::string_view name, std::vector<std::string_view> interfaces, Handler handler)
{
    watches_.push_back({name, std::move(interfaces), std::move(handler)});
}

void MessageLog::on_next(Handler handler) { next_.push_back(std::move(handler)); }

/// The name first, which is at hand and hardly ever the one.
bool MessageLog::Watch::concerns(Message const& request) const
{
    return request.name == name && (interfaces.empty() || std::ranges::contains(interfaces, request.interface()));
}

void MessageLog::on_message(void* self, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    static_cast<MessageLog*>(self)->tell({.resource = *message->resource,
                                          .is_request = direction == WL_PROTOCOL_LOGGER_REQUEST,
                                          .name = message->message->name,
                                          .arguments = message->arguments,
                                          .signature = message->message->signature});
}

/// A handler may send something itself, and so come here once more before it returns.
void MessageLog::tell(Message const& message)
{
    if (!next_.empty())
        for (auto const& handler : std::exchange(next_, {})) // what they wait for from now on comes after this message
            handler(message);
    if (!message.is_request)
        return;
    for (auto const& watch : watches_)
        if (watch.concerns(message))
            watch.handler(message);
}

} // namespace vitrail
