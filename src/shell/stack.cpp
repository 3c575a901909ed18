#include "shell/stack.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

void WindowStack::add(Window& window)
{
    windows_.push_back(&window);
    raise(window);
}

void WindowStack::remove(Window& window) { std::erase(windows_, &window); }

bool WindowStack::contains(Window const& window) const { return std::ranges::contains(windows_, &window); }

/// All that stand on `window`'s root come above the rest; of these, all that stand on its next forebear above those;
/// and so on down to the window itself.
void WindowStack::raise(Window& window)
{
    if (std::ranges::none_of(windows_, [&](auto* each) { return parent_of_(*each); })) { // no families, as on most desks
        auto const found = std::ranges::find(windows_, &window);
        std::rotate(found, std::ranges::next(found, 1, windows_.end()), windows_.end());
        return;
    }
    Levels levels{{nullptr, 0}};
    std::vector<Window*> path;
    for (auto* next = &window; next; next = parent_of_(*next))
        path.push_back(next);
    for (auto const& [i, forebear] : path | std::views::reverse | std::views::enumerate)
        levels[forebear] = 2 * int(i) + 1;
    for (auto* each : windows_)
        find_level(*each, levels);
    std::ranges::stable_sort(windows_, {}, [&](auto* each) { return levels[each]; });
}

/// Odd: on the path to the raised window. Even: stands on the one before it. Every window is looked at once.
void WindowStack::find_level(Window& window, Levels& levels) const
{
    std::vector<Window*> unknown;
    auto* next = &window;
    for (; !levels.contains(next); next = parent_of_(*next))
        unknown.push_back(next);
    int const found = levels[next];
    for (auto* each : unknown)
        levels[each] = found + found % 2;
}

} // namespace vitrail
