#include "selection_requests.hpp"

#include "base/client_limits.hpp"

#include <linux/sockios.h>
#include <string_view>
#include <sys/ioctl.h>

namespace vitrail {

namespace {

/// Of one client to one owner. What keeps a history of the clipboard asks for some dozens of types, each once.
constexpr int most_unread_requests = 256;

/// In each of the four protocols for selections it has the same arguments: a type, and where to write that.
bool is_transfer(Message const& message) { return std::string_view{message.signature()} == "sh"; }

/// Also where the kernel does not tell.
bool has_read_everything(wl_client& client)
{
    int unread = 0;
    return ioctl(wl_client_get_fd(&client), SIOCOUTQ, &unread) != 0 || unread == 0;
}

} // namespace

SelectionRequests::SelectionRequests(MessageLog& messages) : messages_{messages}
{
    messages.on_request("receive", {}, [this](Message const& request) { look_at_request(request); });
}

void SelectionRequests::forget(wl_client const& client)
{
    if (asking_ == &client)
        asking_ = nullptr;
    std::erase_if(unread_, [&](auto const& each) { return each.first.first == &client || each.first.second == &client; });
}

void SelectionRequests::look_at_request(Message const& request)
{
    if (!is_transfer(request))
        return;
    asking_ = &request.client();
    messages_.on_next([this](Message const& message) { look_at_next(message); });
}

/// The owner, if it is a client, is asked while the request is handled, before anybody is told anything else.
void SelectionRequests::look_at_next(Message const& message)
{
    auto* const asking = std::exchange(asking_, nullptr);
    if (asking && !message.is_request && message.name() == "send" && is_transfer(message))
        count(message.client(), *asking);
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
