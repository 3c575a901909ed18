#pragma once

#include "base/message_log.hpp"

#include <map>
#include <utility>

namespace vitrail {

/// Ends clients that ask for a selection, or for what is dragged, over and over, though whoever has it does not read that.
///
/// Each request hands over a descriptor, which Vitrail or the kernel keeps until the owner has read of it. Who asks is ended,
/// not the owner: that one may just have been stopped.
class SelectionRequests {
public:
    explicit SelectionRequests(MessageLog& messages);
    SelectionRequests(SelectionRequests const&) = delete;
    SelectionRequests& operator=(SelectionRequests const&) = delete;

    /// The client goes.
    void forget(wl_client const& client);

private:
    void look_at_request(Message const& request);
    void look_at_next(Message const& message);
    void count(wl_client& owner, wl_client& asking);

    MessageLog& messages_;
    wl_client* asking_ = nullptr; // whose request is being handled, if it is one of these
    std::map<std::pair<wl_client const*, wl_client const*>, int> unread_; // by owner and who asks
};

} // namespace vitrail
