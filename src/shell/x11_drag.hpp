#pragma once

#include "base/event_loop.hpp"
#include "base/slot.hpp"
#include "input/transfers.hpp"
#include "shell/world.hpp"
#include "x11_transfers.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrail {

/// Something that a program of X11 drags over windows of Wayland. (wlroots carries drags only the other way.)
///
/// The program asks X11 what lies below the pointer, and there are only windows of X11. So while it drags, and the pointer is
/// above a window of Wayland, an invisible window of ours lies above all others in X11. What that is told (XDND 5) goes to the
/// Wayland client as a drag of wlroots', one for each visit; but the pointer stays with the program, which steers by it.
class X11Drag {
public:
    /// Lives as long as the connection does.
    X11Drag(wlr_xwayland& xwayland, xcb_connection_t& connection, World const& world);
    X11Drag(X11Drag const&) = delete;
    X11Drag& operator=(X11Drag const&) = delete;
    ~X11Drag();

    /// Who has what is dragged (the owner of XdndSelection); XCB_WINDOW_NONE: nobody.
    void owner_changed(xcb_window_t owner);
    [[nodiscard]] xcb_atom_t selection() const { return atoms_.selection; }
    /// True: the event was about this, and wlroots need not see it.
    bool handle(xcb_generic_event_t const& event);

private:
    class Source;
    using Types = std::vector<std::pair<std::string, xcb_atom_t>>; // as Wayland and as X11 calls them

    struct Atoms {
        explicit Atoms(xcb_connection_t& connection);
        xcb_atom_t selection, aware, enter, position, status, leave, drop, finished, type_list, copy, move, ask, utf8, text;
    };

    void pointer_moved();
    [[nodiscard]] bool is_dragging() const;
    /// What lies below the pointer, if it is none of X11's windows.
    [[nodiscard]] std::optional<Hit> hit_of_wayland() const;
    void show_window(bool shown);
    bool on_message(xcb_client_message_event_t const& message);
    void on_enter(xcb_client_message_data_t const& data);
    void on_position(xcb_client_message_data_t const& data);
    void on_drop(xcb_client_message_data_t const& data);
    void start_visit(Types types);
    void end_visit();
    void on_drag_gone();
    void look_at_button();
    void send_status();
    void send_finished(bool accepted);
    void send(xcb_atom_t type, xcb_client_message_data_t const& data);
    [[nodiscard]] Types types_of(xcb_client_message_data_t const& enter);
    [[nodiscard]] std::string mime_type_of(xcb_atom_t atom) const;
    [[nodiscard]] xcb_atom_t action_atom() const;
    [[nodiscard]] std::uint32_t actions_of(xcb_atom_t action) const;
    [[nodiscard]] bool connected() const;

    wlr_xwayland& xwayland_;
    xcb_connection_t& connection_;
    World world_;
    Atoms atoms_;
    xcb_window_t window_;
    X11Transfers transfers_;
    Outlets outlets_;
    xcb_window_t owner_ = XCB_WINDOW_NONE; ///< a program's
    xcb_window_t peer_ = XCB_WINDOW_NONE;  ///< who talks to our window
    bool shown_ = false;
    Source* source_ = nullptr;  ///< of this visit, and while what was dropped is read; wlroots owns it
    wlr_drag* drag_ = nullptr;  ///< of this visit; the same
    bool button_was_up_ = false; ///< at the last look
    Timer button_;
    Slot<> drag_gone_;
};

} // namespace vitrail
