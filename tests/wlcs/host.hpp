#pragma once

#include "base/geometry.hpp"
#include "errands.hpp"
#include "server.hpp"

#include <wlcs/display_server.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

struct wl_client;

namespace vitrail::test {

/// What the suite holds in its hand: a Vitrail, headless and painted by pixman, which lives on the thread that the suite
/// lends for it. All calls but the constructor, the destructor and `here` come on that thread.
class Host final : public WlcsDisplayServer {
public:
    /// Powers of two: a pixel is a fraction of it without rounding.
    static constexpr Size<OutputPx> screen{1024, 1024};

    Host();

    /// Serves until `stop`; `suite` is the loop in which the suite's own calls arrive.
    void run(wl_event_loop& suite);
    /// A client's end of a new connection; -1 when none can be had.
    [[nodiscard]] int connect();
    /// Moves the window of a surface, both given as the client knows them, with its geometry's corner to (x, y).
    void place(wl_display& client, wl_surface& surface, Point<Logical> at);

    /// Does something on that thread, and returns when it is done. The suite's fingers come on the suite's own.
    void here(std::function<void()> const& errand) { errands_->run(errand); }

    [[nodiscard]] Server& server() const { return *server_; }
    [[nodiscard]] std::uint32_t milliseconds() const;

private:
    void serve(wl_event_loop& suite);

    std::unique_ptr<Server> server_;
    std::optional<Errands> errands_; // while it serves
    std::unordered_map<int, wl_client*> clients_; // by the client's descriptor: of equal ones the newest counts
};

} // namespace vitrail::test
