#pragma once

#include "scene/picture_node.hpp"
#include "scene/shadow_node.hpp"
#include "scene/surface_node.hpp"
#include "shell/fit.hpp"
#include "shell/popups.hpp"
#include "shell/size_fade.hpp"
#include "shell/toplevel.hpp"
#include "shell/window_frame.hpp"
#include "shell/workspaces.hpp"
#include "shell/world.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct wlr_surface;
struct wlr_xdg_toplevel_icon_v1;

namespace vitrail {

class Window;

/// What windows tell and ask the one who looks after all of them.
class WindowEvents {
public:
    virtual void configuring(Window& window) = 0; ///< it wants to know what to be before it has a picture
    virtual void mapped(Window& window) = 0;
    virtual void unmapped(Window& window) = 0;
    virtual void gone(Window& window) = 0;        ///< destroys it
    virtual void changed(Window& window) = 0;     ///< its box or state
    virtual void renamed(Window& window) = 0;     ///< its title or app_id
    virtual void unplaced(Window& window) = 0;    ///< it needs a place of its own: it never had one
    virtual void parent_changed(Window& window) = 0;
    virtual void wants_maximised(Window& window, bool on) = 0;
    virtual void wants_fullscreen(Window& window, bool on, Output* output) = 0;
    virtual void wants_minimised(Window& window) = 0;
    virtual void wants_move(Window& window, std::uint32_t serial) = 0;
    virtual void wants_resize(Window& window, Edges edges, std::uint32_t serial) = 0;
    /// Another size, and if `position`, another place (X11).
    virtual void wants_box(Window& window, Rect<Logical> const& box, bool position) = 0;
    virtual void wants_attention(Window& window, bool proved) = 0; ///< `proved`: its user wants it
    /// The window of which `surface` is the toplevel; null if none.
    [[nodiscard]] virtual Window* window_of_toplevel(wlr_surface* surface) const = 0;

protected:
    ~WindowEvents() = default;
};

/// One toplevel of xdg-shell or X11: where it is, in which state, and what its client has been told.
///
/// What we want and what the client has drawn are two things: a size or state is sent (`configure`), and its place
/// follows when the client commits a picture made for it. So no edge ever jumps, however slow the client; and nobody
/// waits for it.
///
/// A window has a home: an output, known by its identity, and a place on it. While that output is away the window
/// stays on another one; it comes back to the very place, unless its user has put it elsewhere meanwhile.
class Window final : private ToplevelEvents {
public:
    Window(World const& world, std::unique_ptr<Toplevel> toplevel, WindowEvents& events);
    ~Window();
    Window(Window const&) = delete;
    Window& operator=(Window const&) = delete;

    /// Empty while the client has not told it.
    [[nodiscard]] std::string_view title() const;
    [[nodiscard]] std::string_view app_id() const;
    [[nodiscard]] wlr_surface& surface() const;
    /// What its client asked for before its first picture.
    [[nodiscard]] WindowWishes wishes() const { return toplevel_->wishes(); }
    [[nodiscard]] bool takes_focus() const { return toplevel_->takes_focus(); }
    /// What its client calls it, the same in each session and language; empty if it does not.
    [[nodiscard]] std::string_view tag() const { return tag_; }
    void set_tag(std::string_view tag) { tag_ = tag; }
    /// The icon that its client chose for it: a name of the icon theme, pictures, or both; null if none.
    [[nodiscard]] wlr_xdg_toplevel_icon_v1* icon() const { return icon_.get(); }
    void set_icon(wlr_xdg_toplevel_icon_v1* icon);
    /// A dialog that must be answered before its parent can be used.
    [[nodiscard]] bool modal() const;
    /// The window it is a dialog of; null if none.
    [[nodiscard]] Window* parent() const;

    [[nodiscard]] bool mapped() const { return mapped_; }
    [[nodiscard]] Fit fit() const { return fit_; }
    [[nodiscard]] bool maximised() const { return fit_ == Fit::Maximised; }
    [[nodiscard]] bool fullscreen() const { return fullscreen_; }
    [[nodiscard]] bool minimised() const { return minimised_; }
    [[nodiscard]] bool activated() const { return activated_; }
    /// The one of its output's workspaces that it is on.
    [[nodiscard]] WorkspaceId workspace() const { return workspace_; }
    void set_workspace(WorkspaceId workspace) { workspace_ = workspace; }
    /// Does its output show its workspace?
    [[nodiscard]] bool on_show() const { return on_show_; }
    void set_on_show(bool on_show);
    /// Somebody could see it, unless others cover it.
    [[nodiscard]] bool visible() const { return mapped_ && !minimised_ && on_show_; }
    /// Its user keeps it above all that are not kept so.
    [[nodiscard]] bool on_top() const { return on_top_; }
    void set_on_top(bool on_top) { on_top_ = on_top; }
    /// It stays out of its workspace's layout.
    [[nodiscard]] bool floating() const { return floating_; }
    void set_floating(bool floating) { floating_ = floating; }
    /// Does the commit that is pending bring the picture that it was asked for last?
    [[nodiscard]] bool answers() const { return !awaited_ || toplevel_->answers(*awaited_); }
    /// Is there a picture that its client was asked for and has not drawn yet?
    [[nodiscard]] bool awaited() const { return awaited_.has_value(); }
    /// It asked for the user and did not get the focus yet.
    [[nodiscard]] bool demands_attention() const { return demands_attention_; }

    /// The window as it is on the screen, in layout coordinates: what its client calls its geometry, and our frame.
    [[nodiscard]] Rect<Logical> box() const { return box_; }
    /// The size of its box when it does not fill its output; nothing when it never had one.
    [[nodiscard]] std::optional<Size<Logical>> free_size() const;
    /// Of its box.
    [[nodiscard]] SizeLimits limits() const { return around(toplevel_->limits(), wanted_sides()); }
    /// Another protocol of its client leaves title bar and borders to us, or no more.
    void set_frame_left_to_us(bool left_to_us);
    /// The looks or sizes of frames were changed (World::frames).
    void frames_changed();
    /// Our frame around it; null if it has none.
    [[nodiscard]] WindowFrame* frame() { return frame_ ? &*frame_ : nullptr; }
    /// The part of the frame at a point of the layout.
    [[nodiscard]] FrameSpot frame_spot(FPoint<Logical> at) const;
    /// The active output that it belongs to now; null only before the first display.
    [[nodiscard]] Output* output() const;
    /// It was on the screen before its client took it away and brings it back now: to where it was.
    [[nodiscard]] bool returns() const { return returns_; }

    /// Gives it a place, and by that a home. While it fills its output, the place to return to.
    void move_to(Point<Logical> origin);
    /// Makes the output its home, at the same place as on the one before.
    void send_home_to(Output& output);
    /// The size of what its client draws from now on, when it does not fill its output.
    void set_free_size(Size<Logical> size);
    void set_fit(Fit fit);
    /// Gives it this place in its workspace's layout; its fit is Tiled from now on.
    void set_cell(Rect<Logical> const& cell);
    /// `on_output`: null for the one it is on. Leaving fullscreen brings it back to where it was.
    void set_fullscreen(bool fullscreen, Output* on_output = nullptr);
    void set_minimised(bool minimised);
    void set_activated(bool activated);
    /// The looks that windows have were changed (World::looks).
    void update_look();
    void set_demands_attention(bool demands) { demands_attention_ = demands; }
    /// Asks the client to close it.
    void close();
    /// Tells the client the present state, changed or not: every request wants an answer (xdg-shell).
    void answer();

    /// Resizes in steps, the edges opposite to `edges` at rest. One step is with the client at a time; the last one
    /// asked for always arrives.
    void begin_resize(Edges edges);
    void resize_to(Size<Logical> size);
    void end_resize();

    /// Outputs came, went or changed: it goes home if it can, else stays somewhere visible.
    void outputs_changed();

    [[nodiscard]] Tree& tree() { return tree_; }
    [[nodiscard]] Popups& popups() { return popups_; }

private:
    struct Home {
        DisplayIdentity output;
        bool stand_in = false; ///< a placeholder: the first real output takes over
        Point<Logical> offset; ///< from the output's top left
    };
    struct Resize {
        Rect<Logical> start;
        Edges edges;
        Size<Logical> wanted, sent;
        std::uint32_t serial = 0; ///< of the last step that was sent
        bool ended = false;
    };

    void on_begin() override;
    void on_map() override;
    void on_unmap() override;
    void on_commit() override;
    void on_destroy() override { events_.gone(*this); }
    void on_rename() override;
    void on_frame_wish() override { frames_changed(); }
    void on_set_parent() override;
    void on_request_maximise(bool on) override { events_.wants_maximised(*this, on); }
    void on_request_fullscreen(bool on, wlr_output* where) override;
    void on_request_minimise(bool on) override;
    void on_request_move(std::uint32_t serial) override { events_.wants_move(*this, serial); }
    void on_request_resize(Edges edges, std::uint32_t serial) override { events_.wants_resize(*this, edges, serial); }
    void on_request_box(Rect<Logical> const& box, bool position) override { events_.wants_box(*this, box, position); }
    void on_request_attention(bool proved) override { events_.wants_attention(*this, proved); }

    void configure();
    void follow_commit();
    void arrived();
    void step_resize();
    void send_step();
    void show_at(Point<Logical> origin, Size<Logical> size);
    void update_backdrop();
    void update_frame();
    void send_bounds();
    void update_visibility();
    void remember_free_box();
    void remember_home(Point<Logical> origin);
    [[nodiscard]] bool ready() const { return toplevel_->ready(); }
    [[nodiscard]] bool fills() const { return fullscreen_ || fit_ != Fit::Free; }
    [[nodiscard]] Rect<Logical> area_to_fill() const;
    [[nodiscard]] Insets wanted_sides() const;
    [[nodiscard]] Rect<Logical> content_box() const { return Rect<Logical>::at(box_.origin() + sides_.offset(), inside(box_.size(), sides_)); }
    [[nodiscard]] Size<Logical> wanted_size() const;
    [[nodiscard]] Point<Logical> wanted_origin(Size<Logical> size) const;
    [[nodiscard]] Size<Logical> committed_size() const;
    [[nodiscard]] Point<Logical> free_origin(Size<Logical> size) const;
    [[nodiscard]] Output* choose_output() const;

    struct DropIcon {
        void operator()(wlr_xdg_toplevel_icon_v1* icon) const;
    };

    World world_;
    std::unique_ptr<Toplevel> toplevel_;
    WindowEvents& events_;

    Tree tree_; ///< its origin is the window geometry's top left, within our frame
    std::optional<ColorNode> backdrop_; ///< black, while fullscreen: nothing may shine through (xdg-shell)
    std::optional<ShadowNode> shadow_;
    std::optional<WindowFrame> frame_;
    SurfaceTree surface_tree_;
    SizeFade size_fade_;
    Popups popups_;

    std::string tag_;
    std::unique_ptr<wlr_xdg_toplevel_icon_v1, DropIcon> icon_;
    std::optional<Home> home_;
    DisplayIdentity shown_on_;
    std::optional<DisplayIdentity> fullscreen_on_;
    std::optional<Size<Logical>> free_size_; ///< without the frame, to return to; nothing: never had one
    Rect<Logical> box_;
    Insets sides_; ///< of the frame that is around it now
    std::optional<Resize> resize_;
    std::optional<std::uint32_t> awaited_; ///< the place follows with the commit for this configure
    Size<Logical> sent_size_, sent_bounds_;
    Fit fit_ = Fit::Free;
    Rect<Logical> cell_; ///< while it is tiled
    WorkspaceId workspace_{1};
    bool on_show_ = true;
    bool mapped_ = false, returns_ = false, fullscreen_ = false, minimised_ = false, activated_ = false;
    bool demands_attention_ = false, on_top_ = false, floating_ = false;
    bool frame_left_to_us_ = false;
};

} // namespace vitrail
