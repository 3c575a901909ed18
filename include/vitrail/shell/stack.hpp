#pragma once

#include <functional>
#include <unordered_map>
#include <vector>

namespace vitrail {

class Window;

/// The order of windows, bottom to top. A window is always above its parent.
///
/// Knows nothing of a window but who its parent is. Costs no more than sorting them, whatever their family trees.
class WindowStack {
public:
    using ParentOf = std::function<Window*(Window&)>;

    explicit WindowStack(ParentOf parent_of) : parent_of_{std::move(parent_of)} {}

    /// On top of all, or of its family if it has one.
    void add(Window& window);
    void remove(Window& window);
    [[nodiscard]] bool contains(Window const& window) const;

    /// Above all others, together with its whole family; within the family it comes on top, with its own dialogs.
    void raise(Window& window);

    [[nodiscard]] std::vector<Window*> const& windows() const { return windows_; }

private:
    using Levels = std::unordered_map<Window*, int>;
    void find_level(Window& window, Levels& levels) const;

    ParentOf parent_of_;
    std::vector<Window*> windows_;
};

} // namespace vitrail
