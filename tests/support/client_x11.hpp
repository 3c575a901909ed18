#pragma once

#include "client_surface.hpp"
#include "session.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <xcb/xcb.h>

namespace vitrail::test {

/// Lets server and Xwayland, which is a program of its own and lives in real time, go on until `done`; false when it still
/// is not after ten seconds.
[[nodiscard]] bool until_x11(TestServer& server, std::function<bool()> const& done);

/// A program of X11: a connection to the server's Xwayland, which starts with the first one.
class X11Client {
public:
    explicit X11Client(TestServer& server);

    [[nodiscard]] xcb_connection_t* c() const { return connection_.get(); }
    [[nodiscard]] xcb_screen_t const& screen() const { return *screen_; }
    [[nodiscard]] TestServer& server() const { return server_; }
    [[nodiscard]] xcb_atom_t atom(std::string_view name);
    void flush() { xcb_flush(c()); }
    /// Takes in what came. What is about a window stays here until somebody asks for it.
    void pump();
    /// Waits until an event of `type` is there that `fits`, and takes it out.
    [[nodiscard]] bool saw(std::uint8_t type, std::function<bool(xcb_generic_event_t const&)> const& fits = {});
    /// What the owner of `selection` sends, as `target`, to our window; "nothing came" when it does not.
    [[nodiscard]] std::string converted(xcb_window_t window, std::string_view selection, std::string_view target);
    [[nodiscard]] bool has_property(xcb_window_t window, std::string_view name);
    /// Ends the connection, as a crash does. Nothing may be asked afterwards.
    void kill();
    /// Is the connection still good?
    [[nodiscard]] bool alive();

private:
    struct Disconnect {
        void operator()(xcb_connection_t* c) const { xcb_disconnect(c); }
    };
    struct Free {
        void operator()(xcb_generic_event_t* event) const { free(event); }
    };

    TestServer& server_;
    std::unique_ptr<xcb_connection_t, Disconnect> connection_;
    xcb_screen_t* screen_ = nullptr;
    std::deque<std::unique_ptr<xcb_generic_event_t, Free>> events_;
};

/// How a window of X11 starts.
struct X11Setup {
    Extent size{100, 80};
    Argb color = red;
    std::string title = "x11 window";
    int x = 0, y = 0;
    bool menu = false;                    ///< override-redirect
    xcb_window_t parent = XCB_WINDOW_NONE; ///< WM_TRANSIENT_FOR
    std::vector<std::string> states{};    ///< _NET_WM_STATE_… it starts with
    bool shown = true;
};

/// One window of a program of X11, of one colour in whatever size it has. The constructor returns when it is mapped.
class X11Window {
public:
    explicit X11Window(X11Client& client, X11Setup const& setup = {});
    X11Window(X11Window const&) = delete;
    X11Window& operator=(X11Window const&) = delete;
    ~X11Window();

    [[nodiscard]] xcb_window_t id() const { return id_; }
    void show();
    /// Asks the window manager to add (1) or to remove (0) a state.
    void ask_state(std::uint32_t action, std::string_view state, std::string_view second = {});
    void ask_size(Extent size);
    /// Wait until its _NET_WM_STATE has this one, or no longer has it: Xwayland may answer a program before it reads
    /// what the window manager has sent first.
    [[nodiscard]] bool gains_state(std::string_view state);
    [[nodiscard]] bool loses_state(std::string_view state);
    /// The numbers of a property; none if it has none.
    [[nodiscard]] std::vector<std::uint32_t> numbers(std::string_view property);
    /// Says by _MOTIF_WM_HINTS that it has no need of ours.
    void draw_own_title_bar(bool own);
    /// Where X11 says that it is.
    struct Place {
        int x, y;
        Extent size;
        friend bool operator==(Place const&, Place const&) = default;
    };
    [[nodiscard]] Place place();
    /// Waits until it is there in X11.
    [[nodiscard]] bool is_at(Place const& where);
    [[nodiscard]] bool is_focused();

private:
    [[nodiscard]] bool has_state(std::string_view state);

    X11Client& client_;
    xcb_window_t id_;
};

} // namespace vitrail::test
