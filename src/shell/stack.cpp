#include "shell/stack.hpp"

#include <algorithm>
#include <unordered_set>

namespace vitrail {

void WindowStack::add(Window& window)
{
    windows_.push_back(&window);
    raise(window);
}

void WindowStack::remove(Window& window) { std::erase(windows_, &window); }

bool WindowStack::contains(Window const& window) const { return std::ranges::contains(windows_, &window); }

void WindowStack::raise(Window& window)
{
    lift(root(window));
    lift(window);
}

Window& WindowStack::root(Window& window) const
{
    auto* top = &window;
    while (auto* parent = parent_of_(*top))
        top = parent;
    return *top;
}

/// Moves `root` and all that stand on it to the top, in their order. One pass is enough where parents come first; a
/// window whose parent was set a moment ago may be below it, so children are looked for until none is found.
void WindowStack::lift(Window& root)
{
    std::unordered_set<Window const*> family{&root};
    for (std::size_t before = 0; before != family.size();) {
        before = family.size();
        for (auto* window : windows_)
            if (auto const* parent = parent_of_(*window); parent && family.contains(parent))
                family.insert(window);
    }
    std::ranges::stable_partition(windows_, [&](auto* window) { return !family.contains(window); });
    auto const first = std::ranges::find(windows_, &root);
    auto const start = windows_.end() - std::ptrdiff_t(std::min(family.size(), windows_.size()));
    if (first != windows_.end() && first > start)
        std::rotate(start, first, first + 1);
}

} // namespace vitrail
