#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>
#include <wayland-server-core.h>

namespace vitrail {

/// What a client requests, before that is handled, or an event as it is sent to one.
struct Message {
    wl_resource& resource; ///< of the client
    wl_message const& kind; ///< which one it is: each request and event of each interface has its own
    bool is_request;
    wl_argument const* arguments;

    [[nodiscard]] std::string_view name() const { return kind.name; }
    /// Says which arguments there are (wl_message).
    [[nodiscard]] char const* signature() const { return kind.signature; }
    [[nodiscard]] std::string_view interface() const { return wl_resource_get_class(&resource); }
    [[nodiscard]] wl_client& client() const { return *wl_resource_get_client(&resource); }
    /// The object that an argument names; null where it may name none. A resource begins with its object.
    [[nodiscard]] wl_resource* object(std::size_t argument) const
    {
        return reinterpret_cast<wl_resource*>(arguments[argument].o);
    }
};

/// Tells of messages between a display and its clients: for what wlroots has no event of its own, or must not see as it is.
///
/// One listener for all who want to know: libwayland calls it with every message there is, nearly all of which concern nobody.
///
/// This and whoever it tells are there as long as any client is. After that it does not matter who goes first.
class MessageLog {
public:
    using Handler = std::function<void(Message const&)>;

    /// The display outlives it.
    explicit MessageLog(wl_display& display);
    MessageLog(MessageLog const&) = delete;
    MessageLog& operator=(MessageLog const&) = delete;

    /// Calls `handler` with each request `name` to an object of one of `interfaces`, of any if none is named, before it is
    /// handled. The names are literals. Not to be called by a handler.
    void on_request(std::string_view name, std::vector<std::string_view> interfaces, Handler handler);
    /// Calls `handler` once, with the next message of whichever client, ahead of those who watch such a request. Asked for
    /// while a request is looked at, that is the first event that is sent while it is handled; or, if none is, it has been
    /// handled by then.
    void on_next(Handler handler);

private:
    struct Watch {
        std::string_view name;
        std::vector<std::string_view> interfaces;
        Handler handler;

        [[nodiscard]] bool concerns(Message const& request) const;
    };
    using Watches = std::vector<Watch const*>;
    struct End {
        void operator()(wl_protocol_logger* logger) const { wl_protocol_logger_destroy(logger); }
    };

    static void on_message(void* self, wl_protocol_logger_type direction, wl_protocol_logger_message const* message);
    void tell(Message const& message);
    [[nodiscard]] Watches const& watches_of(Message const& request);

    std::deque<Watch> watches_;
    std::unordered_map<wl_message const*, Watches> by_kind_; // who watches that, of all that have come
    std::vector<Handler> next_;
    std::unique_ptr<wl_protocol_logger, End> logger_;
};

} // namespace vitrail
