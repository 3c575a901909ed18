#pragma once

#include "client_surface.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

struct xdg_popup;
struct xdg_surface;
struct xdg_toplevel;
struct zxdg_toplevel_decoration_v1;

namespace vitrail::test {

class TestWindow;

/// How a window starts.
struct WindowSetup {
    Extent size{100, 80};
    Argb color = red;
    std::string title = "window";
    std::string app_id = "test";
    bool fullscreen = false, maximized = false;
    bool framed = false; ///< leaves its title bar to the server (xdg-decoration)
    /// Shows the window's picture in its present size, with a commit; without it that is a buffer of `color`.
    std::function<void(TestWindow&)> paint{};
};

/// A state that the server asked a window to take. Zero size: as the client likes.
struct Configure {
    Extent size;
    std::set<std::uint32_t> states; ///< XDG_TOPLEVEL_STATE_*
    [[nodiscard]] bool has(std::uint32_t state) const { return states.contains(state); }
};

/// An xdg_toplevel that behaves like a good program: it waits for its configure, acknowledges every one, and draws
/// itself in the size it is asked for. The constructor returns when it is mapped (before the screen's next refresh).
class TestWindow {
public:
    explicit TestWindow(TestClient& client, WindowSetup setup = {});
    TestWindow(TestWindow const&) = delete;
    TestWindow& operator=(TestWindow const&) = delete;
    ~TestWindow();

    [[nodiscard]] TestSurface& surface() { return surface_; }
    [[nodiscard]] xdg_surface* xdg() const { return xdg_surface_; }
    [[nodiscard]] xdg_toplevel* toplevel() const { return toplevel_; }
    [[nodiscard]] Extent size() const { return size_; }

    /// Draws a new picture and commits it.
    TestBuffer& draw(Extent size, Argb color);
    TestBuffer& draw(Argb color) { return draw(size_, color); }
    /// Commits no buffer: the window goes, its role stays.
    void unmap();

    /// Everything the server asked for, oldest first.
    std::vector<Configure> configures;
    [[nodiscard]] Configure const& last() const { return configures.back(); }
    bool close_requested = false;
    /// What it has with `framed`; ended with the window unless a test does so before, and leaves null.
    zxdg_toplevel_decoration_v1* decoration = nullptr;
    Extent bounds; ///< configure_bounds
    std::set<std::uint32_t> capabilities; ///< XDG_TOPLEVEL_WM_CAPABILITIES_*
    /// Draws itself in the configured size at once; off: acknowledges only.
    bool obeys = true;
    /// What it acknowledges it commits at once; off: with its next picture.
    bool commits_at_once = true;

private:
    friend struct WindowListeners;
    void on_configured(std::uint32_t serial);
    void repaint();

    TestSurface surface_;
    xdg_surface* xdg_surface_;
    xdg_toplevel* toplevel_;
    Extent size_;
    Argb color_;
    std::function<void(TestWindow&)> paint_;
    Configure pending_;
    bool drawn_ = false;
};

/// Where a popup should go (xdg_positioner): `anchor` and `gravity` are XDG_POSITIONER_ANCHOR_* and _GRAVITY_*.
struct PopupSetup {
    Extent size{40, 30};
    int anchor_x = 0, anchor_y = 0, anchor_width = 1, anchor_height = 1; ///< in the parent's window geometry
    std::uint32_t anchor = 0, gravity = 0, constraints = 0;
    int offset_x = 0, offset_y = 0;
    Argb color = green;
    bool grab = false;             ///< a menu: needs `serial`
    std::uint32_t serial = 0;
    std::string label = "popup";
};

/// An xdg_popup that maps itself when it is configured.
class TestPopup {
public:
    /// Without a `parent`, another protocol gives it one: `adopt` is called before its first commit.
    TestPopup(TestClient& client, xdg_surface* parent, PopupSetup const& setup,
              std::function<void(xdg_popup*)> const& adopt = {});
    TestPopup(TestPopup const&) = delete;
    TestPopup& operator=(TestPopup const&) = delete;
    ~TestPopup();

    [[nodiscard]] TestSurface& surface() { return surface_; }
    [[nodiscard]] xdg_surface* xdg() const { return xdg_surface_; }
    [[nodiscard]] xdg_popup* c() const { return popup_; }

    int x = 0, y = 0;   ///< where the server put it, in the parent's window geometry
    Extent size;        ///< as the server wants it
    bool done = false;  ///< the server dismissed it

private:
    friend struct PopupListeners;
    void on_configured(std::uint32_t serial);

    TestSurface surface_;
    xdg_surface* xdg_surface_;
    xdg_popup* popup_;
    Argb color_;
};

} // namespace vitrail::test
