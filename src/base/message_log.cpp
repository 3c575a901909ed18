#include "base/message_log.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

MessageLog::MessageLog(wl_display& display) : logger_{wl_display_add_protocol_logger(&display, on_message, this)} {}

void MessageLog::on_request(std::string_view name, std::vector<std::string_view> interfaces, Handler handler)
{
    watches_.push_back({name, std::move(interfaces), std::move(handler)});
    by_kind_.clear();
}

void MessageLog::on_next(Handler handler) { next_.push_back(std::move(handler)); }

bool MessageLog::Watch::concerns(Message const& request) const
{
    return request.name() == name && (interfaces.empty() || std::ranges::contains(interfaces, request.interface()));
}

void MessageLog::on_message(void* self, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    static_cast<MessageLog*>(self)->tell({.resource = *message->resource,
                                          .kind = *message->message,
                                          .is_request = direction == WL_PROTOCOL_LOGGER_REQUEST,
                                          .arguments = message->arguments});
}

/// A handler may send something itself, and so come here once more before it returns.
void MessageLog::tell(Message const& message)
{
    if (!next_.empty())
        for (auto const& handler : std::exchange(next_, {})) // what they wait for from now on comes after this message
            handler(message);
    if (!message.is_request)
        return;
    for (auto const* watch : watches_of(message))
        watch->handler(message);
}

/// Names are compared once for each request that there is, not each time that it comes.
MessageLog::Watches const& MessageLog::watches_of(Message const& request)
{
    auto const [entry, is_new] = by_kind_.try_emplace(&request.kind);
    if (is_new)
        for (auto const& watch : watches_)
            if (watch.concerns(request))
                entry->second.push_back(&watch);
    return entry->second;
}

} // namespace vitrail
