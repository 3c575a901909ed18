#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"
#include "base/transform.hpp"
#include "frame/frame.hpp"
#include "frame/plane_caps.hpp"
#include "frame/presented.hpp"
#include "frame/test_answer.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

struct wlr_color_transform;
struct wlr_output;
struct wlr_renderer;

namespace vitrail {

/// What became of a commit.
enum class Commit {
    Queued,  ///< it will be shown; `on_presented` follows
    Refused, ///< this combination cannot be shown after all
    Gone,    ///< the display is off, unplugged or another session's
};

/// A mode as a person names it. Zero refresh: the display's own choice.
struct Mode {
    Size<OutputPx> size;
    int refresh_mhz = 0;
    bool preferred = false;
    friend bool operator==(Mode const&, Mode const&) = default;
};

/// Which display it is, to know it again: connector name and what its EDID says.
struct DisplayIdentity {
    std::string connector, make, model, serial;
    friend bool operator==(DisplayIdentity const&, DisplayIdentity const&) = default;
};

/// One display: test a frame, commit it, tell when it was shown. Lives as long as the hardware side does; the Output
/// that uses it lives longer.
class Scanout {
public:
    struct Events {
        std::function<void(Presented const&)> presented;
        std::function<void()> needs_frame; ///< the display lost its picture and wants one
        std::function<void(Mode const&)> resized; ///< nested: the host's user resized our window
    };

    virtual ~Scanout() = default;

    [[nodiscard]] virtual DisplayIdentity identity() const = 0;
    /// What it can show now. Changes with the mode, and where displays share planes with every plane that the other one
    /// takes or gives back: see DisplayCaps::version.
    [[nodiscard]] virtual DisplayCaps const& caps() const = 0;
    [[nodiscard]] virtual std::vector<Mode> modes() const = 0;
    /// The mode that is set; empty while the display is off.
    [[nodiscard]] virtual Mode mode() const = 0;
    /// Time between two refreshes; the nominal 60 Hz where the display does not say.
    [[nodiscard]] virtual Duration refresh() const = 0;

    /// How long before a vblank it must have the frame at the very least.
    [[nodiscard]] virtual Duration least_margin() const = 0;

    /// Turns the display on in `mode` (nothing: its preferred one), or off. May blank it for a moment.
    /// The first picture is black; `presented` follows.
    [[nodiscard]] virtual bool enable(std::optional<Mode> mode) = 0;
    virtual void disable() = 0;
    /// What clients are told about scale and orientation (wl_output); changes no pixel by itself.
    virtual void announce(double scale, Transform transform) = 0;

    /// Colour ramps over all that it shows, from the next commit on; null: none. False: the display has no such ramps.
    /// Not owned; a mode set keeps them.
    [[nodiscard]] virtual bool set_color_ramps(wlr_color_transform* ramps) = 0;

    /// A buffer to compose into, with the contents of an earlier frame or none. Empty when there is no memory.
    [[nodiscard]] virtual BufferRef target() = 0;
    /// A buffer for the cursor plane, at least `size`; empty when the plane cannot be used.
    [[nodiscard]] virtual BufferRef cursor_target(Size<BufferPx> size) = 0;

    /// Would the display show `frame` with `trial` in place of its assignment? Asks the hardware where there is any (KMS:
    /// TEST_ONLY). Never changes the picture. `frame.composed` must be there if `trial` needs composition.
    [[nodiscard]] virtual TestAnswer test(Frame const& frame, Assignment const& trial) = 0;
    /// Shows the frame at the next vblank, without waiting for it.
    [[nodiscard]] virtual Commit commit(Frame const& frame) = 0;

    /// Does its refresh follow the commits, from the last one on?
    [[nodiscard]] virtual bool varies() const = 0;

    /// The renderer was made anew, because the GPU lost all that the one before had. It outlives the Scanout.
    virtual void use_renderer(wlr_renderer& renderer) = 0;

    /// How many readers (screen recorders) need each whole picture in one buffer now.
    [[nodiscard]] virtual int render_locks() const = 0;
    /// Does one of them want the cursor in it?
    [[nodiscard]] virtual bool wants_cursor_painted() const = 0;
    /// wlroots' side of this display, for the protocols that name outputs. Valid while the Scanout lives.
    [[nodiscard]] virtual wlr_output& c() = 0;

    Events events; ///< set by the Output that uses it
};

} // namespace vitrail
