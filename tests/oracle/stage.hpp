#pragma once

#include "base/geometry.hpp"
#include "base/transform.hpp"
#include "client_surface.hpp"
#include "session_picture.hpp"

struct wl_display;
struct wlr_surface;

namespace vitrail::test {

/// How a stage's one screen is set up.
struct ScreenSetup {
    Size<OutputPx> size{160, 120}; ///< of the buffer that is scanned out
    float scale = 1;
    Transform transform = Transform::Normal;
};

/// A server with one screen and one client, all in the test's thread, painted by pixman. How its scene is kept and drawn
/// is what stages differ in: the same requests on two stages must give the same pixels.
class Stage {
public:
    virtual ~Stage() = default;

    [[nodiscard]] virtual TestClient& client() = 0;
    /// Server and client answer each other until all is said.
    void settle() { client().settle(); }

    /// Shows a surface, which has no role yet, with its sub-surfaces: on top of the others, at `at`.
    virtual void adopt(TestSurface& surface, Point<Logical> at) = 0;
    virtual void move(TestSurface& surface, Point<Logical> at) = 0;
    virtual void raise(TestSurface& surface) = 0;
    virtual void set_screen(ScreenSetup const& setup) = 0;
    /// What the screen shows when all that was said has come to it.
    [[nodiscard]] virtual Screen draw() = 0;

protected:
    /// The server's side of a surface of the server's only client, which gets a role that asks nothing of it: with a
    /// buffer it is mapped.
    [[nodiscard]] static wlr_surface& give_role(wl_display& display, TestSurface& surface);
};

} // namespace vitrail::test
