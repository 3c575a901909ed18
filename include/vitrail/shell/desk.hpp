#pragma once

#include "shell/bindings.hpp"
#include "shell/move_resize.hpp"
#include "shell/layout_change.hpp"
#include "shell/policy.hpp"
#include "shell/shell_config.hpp"
#include "shell/stack.hpp"
#include "shell/window.hpp"
#include "shell/window_cycle.hpp"
#include "shell/workspace_fades.hpp"
#include "shell/workspaces.hpp"
#include "shell/world.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

struct wlr_surface;
struct wlr_xdg_popup;

namespace vitrail {

class Grip;
struct KeyPress;
class PointerGrab;
struct Press;
struct Target;

/// All windows: takes them in, keeps their order and the focus, and carries out what clients and the user want of them,
/// as far as the policy allows.
class Desk final : public WindowEvents {
public:
    /// For whoever shows lists of windows.
    struct Events {
        std::function<void(Window&)> opened, closed;
        std::function<void()> focused; ///< a window gets the focus, again perhaps
        std::function<void()> changed; ///< a state, the focus, the output of some window
        std::function<void(std::string const& program)> run; ///< the user wants a program
        std::function<void()> logout;                        ///< the user wants the session to end
        std::function<void()> lock;                          ///< the user wants the screen to be locked
        std::function<void()> help;                          ///< the user wants to know the keys
        /// The user chooses one of them, `at` is it so far; none: no more.
        std::function<void(std::vector<Window*> const& windows, std::size_t at)> choosing;
    };

    /// `kiosk`: null for a desktop; else it outlives the desk.
    Desk(World const& world, KioskRules const* kiosk);
    ~Desk();

    /// What the user wants from now on.
    void configure(ShellConfig const& config);
    [[nodiscard]] std::vector<Binding> const& bindings() const { return config_.bindings; }
    /// Takes in a new window by the client's side of it.
    void adopt(std::unique_ptr<Toplevel> toplevel);
    /// Its client's side ends before it does: the window goes, be it mapped or not.
    void forget(wlr_surface& surface);
    /// Takes in a popup that stands on a window or its popups; false if it is none.
    [[nodiscard]] bool adopt(wlr_xdg_popup& popup);

    [[nodiscard]] std::vector<Window*> const& windows() const { return stack_.windows(); }
    [[nodiscard]] Window* window_of(wlr_surface* surface) const;
    [[nodiscard]] Window* window_of_toplevel(wlr_surface* surface) const override;
    [[nodiscard]] Window* focused() const { return focused_; }
    /// Activates and raises it, or the modal dialog that stands on it; brings it back if it was minimised. Nobody has
    /// the focus with null.
    void focus(Window* window) { focus(window, Raise::Yes); }
    /// It is wanted by the user, says its client: `proved` by an input event, it gets the focus, now or when it maps;
    /// else it only demands attention.
    void activate(Window& window, bool proved);
    /// A dialog became modal, or is so no more.
    void modality_changed();
    /// Only popups of the window with the focus may grab the pointer and the keyboard: the others go.
    void end_stolen_grabs();
    /// Ends what holds pointer or keyboard: interactive moves, grabs of popups, the window switcher.
    void let_go();
    void outputs_changed();
    /// Panels leave more or less room: windows that fill it follow.
    void usable_area_changed();

    void pressed(Press const& press);
    /// The pointer is above that, be it that it moved there. The cursor for what is no client's: a CSS cursor name.
    [[nodiscard]] char const* pointer_above(Target const& below, FPoint<Logical> at, bool moved);
    /// True: it was a binding.
    [[nodiscard]] bool key(KeyPress const& press);
    /// The same while the screen is locked: volume, brightness and media, and nothing else.
    [[nodiscard]] bool key_while_locked(KeyPress const& press);
    /// Where the user is; null only before the first display.
    [[nodiscard]] Output* active_output() const;

    /// Which workspace the output shows.
    [[nodiscard]] WorkspaceId shown_workspace(Output const& output) const
    {
        return workspaces_.shown(output.identity());
    }
    /// Shows it instead of the one that is there; the window on top of it gets the focus. A kiosk has but one.
    void show_workspace(Output& output, WorkspaceId workspace);
    /// Does a window of it demand attention?
    [[nodiscard]] bool urgent(Output const& output, WorkspaceId workspace) const;
    /// Is any window on it?
    [[nodiscard]] bool occupied(Output const& output, WorkspaceId workspace) const;

    Events events;

private:
    void configuring(Window& window) override;
    void mapped(Window& window) override;
    void unmapped(Window& window) override;
    void gone(Window& window) override;
    void changed(Window& window) override;
    void renamed(Window& window) override;
    void unplaced(Window& window) override;
    void parent_changed(Window& window) override;
    void wants_maximised(Window& window, bool on) override;
    void wants_fullscreen(Window& window, bool on, Output* output) override;
    void wants_minimised(Window& window) override;
    void wants_move(Window& window, std::uint32_t serial) override;
    void wants_resize(Window& window, Edges edges, std::uint32_t serial) override;
    void wants_box(Window& window, Rect<Logical> const& box, bool position) override;
    void wants_attention(Window& window, bool proved) override;

    [[nodiscard]] Binding const* binding_of(KeyPress const& press) const;
    [[nodiscard]] bool carry_out(Binding const* binding, KeyPress const& press);
    enum class Raise { Yes, No };
    void focus(Window* window, Raise raise);
    void follow_pointer(Target const& below);
    void carry_out(Binding const& binding);
    void carry_out_on(Window& window, Deed const& deed);
    [[nodiscard]] Window* window_framed_by(Grip const* grip) const;
    void press_frame(Window& window, Press const& press);
    void press_bar(Window& window, Press const& press);
    void do_by_frame(Window& window, FramePart part);
    [[nodiscard]] bool is_double_press(Window const& window, FPoint<Logical> at);
    void forget_pointer_on(Window const& window);
    void switch_window(int step, std::uint32_t held);
    bool drag(Window& window, std::uint32_t button);
    MoveGrab& begin_move(Window& window, std::optional<FPoint<Logical>> pointer);
    void begin_resize(Window& window, Edges edges, std::optional<FPoint<Logical>> pointer);
    [[nodiscard]] std::optional<Drop> drop_at(FPoint<Logical> at) const;
    void preview(std::optional<Drop> const& drop);
    [[nodiscard]] Magnets magnets_for(Window const& window) const;
    void apply_rule(Window& window);
    void put_by_rule(Window& window);
    void toggle_float(Window& window);
    void toggle_layout(Output& output);
    [[nodiscard]] bool belongs_in_layout(Window const& window) const;
    void leave_layout(Window& window);
    void arrange_tiles();
    void arrange_tiles(Output& output, WorkspaceId workspace);
    void show_unfocused(Window& window);
    void focus_next_to(Window& leaving);
    void restack();
    [[nodiscard]] bool belongs_on_show(Window const& window) const;
    void choose_workspace(Window& window) const;
    void keep_on_show(Window& window);
    void bring_on_show(Window& window);
    void send_to_workspace(Window& window, WorkspaceId workspace);
    void focus_on(Output& output);
    [[nodiscard]] Window* modal_front_of(Window& window) const;
    void place_windows();
    void tell_changed() const;
    [[nodiscard]] bool may_grab(Window& window, std::uint32_t serial) const;
    [[nodiscard]] std::optional<FPoint<Logical>> grab_start(std::uint32_t serial) const;
    void grab(Window& window, std::unique_ptr<PointerGrab> grab);
    void end_grab_of(Window& window);

    World world_;
    std::unique_ptr<Policy> policy_;
    std::unordered_map<wlr_surface const*, std::unique_ptr<Window>> all_; // by toplevel surface, mapped or not
    WindowStack stack_;
    Workspaces workspaces_;
    WorkspaceFades workspace_fades_;
    ShellConfig config_;
    LayoutChange layout_change_;
    std::vector<Window*> in_order_; ///< of their beginnings; those that have one
    std::optional<DisplayIdentity> active_; ///< where the user was last
    WindowCycle cycle_;
    Window* focused_ = nullptr;
    Window* grabbed_ = nullptr; ///< it is being moved or resized
    Window* hovered_ = nullptr; ///< the pointer is above its frame
    std::optional<ColorNode> preview_; ///< of what a window that is moved would fill
    struct BarPress {
        Window const* window;
        FPoint<Logical> at;
        Time when;
    };
    std::optional<BarPress> last_bar_press_;
    bool outputs_are_changing_ = false;
    bool arranging_ = false;
};

} // namespace vitrail
