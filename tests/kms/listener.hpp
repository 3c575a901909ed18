#pragma once

#include "client_seat.hpp"
#include "client_window.hpp"
#include "until.hpp"
#include "vitrail.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <wayland-client.h>

namespace vitrail::test {

/// A client whose window fills the screen, and so hears of everything that a pointer does.
class Listener {
public:
    explicit Listener(Vitrail const& vitrail) : client_{vitrail.connect(), [this] { turn(); }} {}

    /// Does `act`, again and again, until the client is told a line that begins like this.
    bool hears(std::string_view beginning, std::function<void()> const& act,
               std::chrono::nanoseconds limit = std::chrono::seconds{10})
    {
        seat_.take();
        return until(
            [&] {
                act();
                turn();
                return std::ranges::any_of(seat_.log, [&](auto const& line) { return line.starts_with(beginning); });
            },
            limit, std::chrono::milliseconds{50});
    }

private:
    void turn()
    {
        for (int i = 0; i < 3; ++i)
            wl_display_roundtrip(client_.display());
    }

    TestClient client_;
    TestSeat seat_{(client_.settle(), client_)};
    TestWindow window_{client_, {.fullscreen = true}};
};

} // namespace vitrail::test
