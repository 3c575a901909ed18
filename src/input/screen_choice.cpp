#include "input/screen_choice.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ranges>

namespace vitrail {

namespace {

/// Panels that belong to the machine, by how the kernel calls their connectors.
bool is_built_in(std::string_view connector)
{
    constexpr std::array kinds{"eDP-", "LVDS-", "DSI-", "DPI-"};
    return std::ranges::any_of(kinds, [&](char const* kind) { return connector.starts_with(kind); });
}

/// Makers round sizes, and touch is sensed a little beyond the picture.
bool same_length(int a, int b)
{
    constexpr int percent = 5;
    return std::abs(a - b) * 100 <= percent * std::max(a, b);
}

bool same_size(Size<Logical> const& a, Size<Logical> const& b)
{
    if (a.empty() || b.empty())
        return false;
    return (same_length(a.width, b.width) && same_length(a.height, b.height))
        || (same_length(a.width, b.height) && same_length(a.height, b.width));
}

/// How many words of the display's own name the device has in its own: a pen display calls itself the same on both cables.
int shared_words(std::string_view device, std::string_view display)
{
    constexpr std::size_t telling = 4; // letters: "Co.", "Pro" and the like are everybody's
    return int(std::ranges::count_if(display | std::views::split(' '), [&](auto const& part) {
        std::string_view const word{part};
        return word.size() >= telling && device.contains(word);
    }));
}

int likeness(PointingPlace const& device, KnownDisplay const& screen)
{
    int out = 10 * shared_words(device.name, screen.name);
    out += same_size(device.millimetres, screen.millimetres) ? 5 : 0;
    out += is_built_in(screen.connector) ? (device.built_in ? 3 : 1) : 0;
    return out;
}

} // namespace

ScreenChoice choose_screen(PointingPlace const& device, std::span<KnownDisplay const> screens)
{
    auto const belongs = [](KnownDisplay const& screen) { return ScreenChoice{screen.connector, !screen.on}; };
    if (!device.wanted.empty()) {
        for (auto const name : {&KnownDisplay::name, &KnownDisplay::connector}) // a display's own name is stronger, as in [output]
            if (auto const found = std::ranges::find(screens, device.wanted, name); found != screens.end())
                return belongs(*found);
        return {.connector = {}, .waits = true};
    }
    if (auto const found = std::ranges::find(screens, device.told, &KnownDisplay::connector); found != screens.end())
        return belongs(*found);
    if (!device.on_glass || screens.empty())
        return {};
    return belongs(*std::ranges::max_element(screens, {}, [&](KnownDisplay const& screen) { return likeness(device, screen); }));
}

} // namespace vitrail
