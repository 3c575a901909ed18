#pragma once

#include "client_window.hpp"
#include "guest.hpp"
#include "until.hpp"
#include "vitrail.hpp"
#include "writeback.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>

namespace vitrail::test {

/// A colour as a window draws it and as programs are told it, 0xRRGGBB.
[[nodiscard]] constexpr Rgba rgb(std::uint32_t color)
{
    return {std::uint8_t(color >> 16), std::uint8_t(color >> 8), std::uint8_t(color)};
}

/// How many pixels of a display have this colour.
[[nodiscard]] inline int shown(std::uint32_t color, int crtc = 0)
{
    auto const picture = display_picture(crtc);
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            count += picture.at(x, y) == rgb(color);
    return count;
}

/// Waits until at least `count` pixels of the display have this colour.
[[nodiscard]] inline bool until_shown(std::uint32_t color, int count)
{
    return until([=] { return shown(color) >= count; }, std::chrono::seconds{20}, a_look);
}
/// Waits until no pixel has it.
[[nodiscard]] inline bool until_gone(std::uint32_t color)
{
    return until([=] { return shown(color) == 0; }, std::chrono::seconds{20}, a_look);
}

/// A window of one colour.
struct ColoredWindow {
    ColoredWindow(Vitrail const& vitrail, std::uint32_t color, WindowSetup setup)
        : guest{vitrail}
        , window{guest.client(), (setup.color = 0xff000000U | color, setup)}
    {
        guest.present(window.surface());
    }

    Guest guest;
    TestWindow window;
};

/// A file for a program under test, gone with this.
struct ScratchFile {
    explicit ScratchFile(std::string_view name, std::string_view text = {})
        : path{std::filesystem::temp_directory_path() / name}
    {
        if (!text.empty())
            std::ofstream{path} << text;
    }
    ~ScratchFile() { std::filesystem::remove(path); }
    ScratchFile(ScratchFile const&) = delete;

    std::filesystem::path path;
};

} // namespace vitrail::test
