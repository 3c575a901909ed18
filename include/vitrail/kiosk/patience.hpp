#pragma once

#include "base/event_loop.hpp"

#include <functional>
#include <map>
#include <vector>

struct wlr_xdg_client;
struct wlr_xdg_surface;

namespace vitrail {

/// Asks clients now and then whether they are still there (xdg_wm_base.ping), and loses patience with those that do not
/// answer.
///
/// A question is looked after twice, at half the time and at the end of it. So a machine that stood still as a whole (a
/// laptop's lid, a debugger) accuses nobody: the answer that waits in the socket is read between the two looks.
class Patience {
public:
    /// `clients`: one surface for each connection to ask. `lost`: somebody has not answered in time.
    Patience(EventLoop& loop, std::function<std::vector<wlr_xdg_surface*>()> clients, std::function<void()> lost);

    /// Asks from now on; who is asked already keeps his time. Zero: never.
    void begin(Duration timeout);
    void end();

private:
    void look();

    EventLoop& loop_;
    std::function<std::vector<wlr_xdg_surface*>()> clients_;
    std::function<void()> lost_;
    Timer timer_;
    Duration timeout_{};
    struct Question {
        std::uint32_t serial;
        int looks = 0;
    };
    std::map<wlr_xdg_client const*, Question> open_;
};

} // namespace vitrail
