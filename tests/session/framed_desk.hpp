#pragma once

#include "session.hpp"
#include "session_devices.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

namespace vitrail::test {

inline constexpr Argb bar_color = 0xff004080, other_bar_color = 0xff404040;

/// A screen of 320x240 with a mouse. Bars are 20 high, borders 2 wide, and of colours that nothing else has.
struct FramedDesk {
    static Config config()
    {
        Config out;
        auto& frames = out.shell.frames;
        frames.height = 20;
        frames.border = 2;
        frames.active = FrameConfig::rgb(0x004080);
        frames.inactive = FrameConfig::rgb(0x404040);
        return out;
    }
    explicit FramedDesk(ServerSetup const& setup = {.config = config()}) : server{setup} { mouse.move_to(319, 239); }

    [[nodiscard]] Screen::Box shown(Argb color)
    {
        server.refresh(2);
        return server.screen().box_of(color);
    }
    [[nodiscard]] vitrail::Window& window_titled(std::string_view title = "window")
    {
        for (auto* each : server.server().shell().windows())
            if (each->title() == title)
                return *each;
        throw std::runtime_error{"there is no such window"};
    }

    TestServer server;
    Mouse mouse{server};
    TestClient& client = server.connect();
};

} // namespace vitrail::test
