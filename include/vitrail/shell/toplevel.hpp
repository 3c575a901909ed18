#pragma once

#include "base/geometry.hpp"
#include "shell/placement.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

struct wlr_output;
struct wlr_surface;

namespace vitrail {

/// What a client asked for before its window's first picture.
struct WindowWishes {
    bool maximised = false, fullscreen = false, on_top = false;
    wlr_output* fullscreen_on = nullptr;     ///< null: wherever it is
    std::optional<Point<Logical>> position{}; ///< its user has put it there, in layout coordinates
};

/// What a window is to be, as its client is told.
struct WindowState {
    bool activated = false, resizing = false, maximised = false, fullscreen = false;
    bool suspended = false; ///< nobody can see it
    Edges tiled;            ///< these meet other windows, or the border of the screen
    Size<Logical> size;     ///< nothing: as its client likes
    Insets frame;           ///< what we draw around it
};

/// What a client does with its window.
class ToplevelEvents {
public:
    virtual void on_begin() = 0; ///< it wants to know what to be before it has a picture
    virtual void on_map() = 0;
    virtual void on_unmap() = 0;
    virtual void on_commit() = 0;  ///< another picture
    virtual void on_destroy() = 0; ///< the toplevel must not be touched after it
    virtual void on_rename() = 0;
    virtual void on_set_parent() = 0;
    virtual void on_frame_wish() = 0; ///< it may want a frame of ours now, or no more
    virtual void on_request_maximise(bool on) = 0;
    virtual void on_request_fullscreen(bool on, wlr_output* where) = 0; ///< null: wherever it is
    virtual void on_request_minimise(bool on) = 0;
    virtual void on_request_move(std::uint32_t serial) = 0;
    virtual void on_request_resize(Edges edges, std::uint32_t serial) = 0;
    virtual void on_request_box(Rect<Logical> const& box, bool position) = 0; ///< this size, and this `position` if it says so
    virtual void on_request_attention(bool proved) = 0; ///< `proved`: its user wants it

protected:
    ~ToplevelEvents() = default;
};

/// The client's side of a window, in the terms that all windows share: an xdg_toplevel or a window of X11.
///
/// What is told is sent, and answered by a commit some time later. Serials name what was told, in order.
class Toplevel {
public:
    virtual ~Toplevel() = default;

    /// `events` hears of it from now on; it outlives the toplevel.
    virtual void listen(ToplevelEvents& events) = 0;

    [[nodiscard]] virtual wlr_surface& surface() const = 0;
    [[nodiscard]] virtual std::string_view title() const = 0;
    [[nodiscard]] virtual std::string_view app_id() const = 0;
    /// The surface of the toplevel it is a dialog of; null if none.
    [[nodiscard]] virtual wlr_surface* parent() const = 0;
    [[nodiscard]] virtual bool modal() const = 0;
    [[nodiscard]] virtual SizeLimits limits() const = 0;
    [[nodiscard]] virtual WindowWishes wishes() const = 0;
    /// Does it want the keyboard at all?
    [[nodiscard]] virtual bool takes_focus() const { return true; }
    /// Does its client leave title bar and borders to us, by what its own protocol says?
    [[nodiscard]] virtual bool wants_frame() const { return false; }
    /// Which part of its surface is the window. Clients may claim anything.
    [[nodiscard]] virtual Rect<Logical> geometry() const = 0;
    /// May it be told anything?
    [[nodiscard]] virtual bool ready() const = 0;
    /// Has it drawn what was told with this serial, or something newer?
    [[nodiscard]] virtual bool committed(std::uint32_t serial) const = 0;

    /// Does the commit that is pending answer it, with a picture?
    [[nodiscard]] virtual bool answers(std::uint32_t serial) const = 0;

    /// A new life, before its first picture.
    virtual void begin() = 0;
    /// Tells all of it. The serial of the picture that follows; nothing when none will.
    virtual std::optional<std::uint32_t> configure(WindowState const& state) = 0;
    /// Tells a size alone; `origin`: where its top left is about to be.
    virtual std::uint32_t set_size(Size<Logical> size, Point<Logical> origin) = 0;
    virtual void set_activated(bool activated) = 0;
    virtual void set_resizing(bool resizing) = 0;
    virtual void set_suspended(bool suspended) = 0;
    virtual void set_minimised(bool) {}
    /// How big it may become without leaving the screen: a hint.
    virtual void set_bounds(Size<Logical>) {}
    /// It lies there now, in layout coordinates.
    virtual void set_place(Rect<Logical> const&) {}
    /// Tells the present state again: every request wants an answer.
    virtual void answer() = 0;
    virtual void close() = 0;
};

} // namespace vitrail
