#include "selection_requests.hpp"

#include "base/client_limits.hpp"

#include <cstring>
#include <linux/sockios.h>
#include <sys/ioctl.h>

namespace vitrail {

namespace {

/// Of one client to one owner. What keeps a history of the clipboard asks for some dozens of types, each once.
constexpr int most_unread_requests = 256;

/// In each of the four protocols for selections it has the same arguments: a type, and where to write that.
bool is_transfer(wl_message const& message, char const* name)
{
    return std::strcmp(message.name, name) == 0 && std::strcmp(message.signature, "sh") == 0;
}

/// Also where the kernel does not tell.
bool has_read_everything(wl_client& client)
{
    int unread = 0;
    return ioctl(wl_client_get_fd(&client), SIOCOUTQ, &unread) != 0 || unread == 0;
}

} // namespace

SelectionRequests::SelectionRequests(wl_display& display) : log_{display, on_message, this} {}

void SelectionRequests::forget(wl_client const& client)
{
    if (asking_ == &client)
        asking_ = nullptr;
    std::erase_if(unread_, [&](auto const& each) { return each.first.first == &client || each.first.second == &client; });
}

/// The owner is asked while the request is handled.
void SelectionRequests::on_message(void* data, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    auto& self = *static_cast<SelectionRequests*>(data);
    auto* const client = wl_resource_get_client(message->resource);
    if (direction == WL_PROTOCOL_LOGGER_REQUEST)
        self.asking_ = is_transfer(*message->message, "receive") ? client : nullptr;
    else if (self.asking_ && is_transfer(*message->message, "send"))
        self.count(*client, *std::exchange(self.asking_, nullptr));
}

void SelectionRequests::count(wl_client& owner, wl_client& asking)
{
    if (has_read_everything(owner)) {
        std::erase_if(unread_, [&](auto const& each) { return each.first.first == &owner; });
        wl_client_flush(&owner); // from now on there is something to read
    }
    if (++unread_[{&owner, &asking}] == most_unread_requests)
        accuse_of_excess(asking, "requests for a selection that its owner does not read", "", most_unread_requests);
}

} // namespace vitrail
