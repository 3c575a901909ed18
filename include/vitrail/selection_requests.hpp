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
    /// For all clients of `display`, which outlives it.
    explicit SelectionRequests(wl_display& display);
    SelectionRequests(SelectionRequests const&) = delete;
    SelectionRequests& operator=(SelectionRequests const&) = delete;

    /// The client goes.
    void forget(wl_client const& client);

private:
    static void on_message(void* self, wl_protocol_logger_type direction, wl_protocol_logger_message const* message);
    void count(wl_client& owner, wl_client& asking);

    wl_client* asking_ = nullptr; // whose request is being handled, if it is one of these
    std::map<std::pair<wl_client const*, wl_client const*>, int> unread_; // by owner and who asks
    MessageLog log_;
};

} // namespace vitrail
