#include "x11_drag.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "x11_atoms.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t xdnd_version = 5;
constexpr std::uint16_t larger_than_all = std::numeric_limits<std::int16_t>::max();
constexpr std::uint32_t more_than_three = 1, accepted_bit = 1, every_motion = 2;
constexpr std::size_t most_types = 256; // the name of each is asked for and waited for

/// So long after the button went up a program that has not let go is not waited for: meanwhile nobody has the keyboard.
constexpr Duration time_to_let_go = 5s;

constexpr auto by_copy = WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY, by_move = WL_DATA_DEVICE_MANAGER_DND_ACTION_MOVE,
               by_asking = WL_DATA_DEVICE_MANAGER_DND_ACTION_ASK;

bool is_of_x11(wlr_surface* surface)
{
    return surface && wlr_xwayland_surface_try_from_wlr_surface(wlr_surface_get_root_surface(surface)) != nullptr;
}

} // namespace

/// What is dragged, as wlroots knows it. It is gone when its drag was not accepted, or is finished.
class X11Drag::Source {
public:
    Source(X11Drag& drag, Types types) : drag_{&drag}, types_{std::move(types)}
    {
        wlr_data_source_init(&base_.source, &impl);
        base_.self = this;
        base_.source.actions = by_copy;
        for (auto const& [name, atom] : types_)
            if (auto* place = static_cast<char**>(wl_array_add(&base_.source.mime_types, sizeof(char*))))
                *place = ::strdup(name.c_str()); // wlroots frees it
    }

    [[nodiscard]] wlr_data_source& c() { return base_.source; }
    [[nodiscard]] bool accepted() const { return base_.source.accepted && base_.source.current_dnd_action != 0; }
    /// The connection to X11 is over.
    void orphan() { drag_ = nullptr; }

    bool dropped = false;
    xcb_timestamp_t time = XCB_CURRENT_TIME; ///< of the last word of X11

private:
    static Source& of(wlr_data_source* source) { return *reinterpret_cast<Base*>(source)->self; }
    static void send(wlr_data_source* source, char const* type, std::int32_t fd)
    {
        auto& self = of(source);
        auto to = std::make_shared<Fd>(fd); // held by something that can be copied, as callbacks are
        auto const found = std::ranges::find_if(self.types_, [name = std::string_view{type}](auto const& each) {
            return each.first == name;
        });
        if (!self.drag_ || !self.drag_->connected() || found == self.types_.end())
            return;
        self.drag_->transfers_.ask(found->second, self.time, [drag = self.drag_, to](std::optional<std::string> text) {
            if (text)
                drag->outlets_.send(std::make_shared<std::string const>(std::move(*text)), std::move(*to));
        });
    }
    static void status_changed(wlr_data_source* source)
    {
        if (auto* drag = of(source).drag_; drag && !of(source).dropped)
            drag->send_status();
    }
    static void finish(wlr_data_source* source)
    {
        if (auto* drag = std::exchange(of(source).drag_, nullptr)) {
            drag->send_finished(true);
            drag->source_ = nullptr;
        }
    }
    static void destroy(wlr_data_source* source)
    {
        auto* const self = &of(source);
        if (self->drag_) {
            if (self->dropped)
                self->drag_->send_finished(false);
            self->drag_->source_ = nullptr;
        }
        delete self;
    }
    static constexpr wlr_data_source_impl impl{
        .send = send,
        .accept = [](wlr_data_source* source, std::uint32_t, char const*) { status_changed(source); },
        .destroy = destroy,
        .dnd_drop = {},
        .dnd_finish = finish,
        .dnd_action = [](wlr_data_source* source, wl_data_device_manager_dnd_action) { status_changed(source); },
    };

    struct Base { // wlroots' part first: its callbacks find ours from there
        wlr_data_source source{};
        Source* self = nullptr;
    } base_;
    X11Drag* drag_; ///< null: it has nothing to do with us any more
    Types types_;
};

X11Drag::Atoms::Atoms(xcb_connection_t& c)
    : selection{atom_of(c, "XdndSelection")}
    , aware{atom_of(c, "XdndAware")}
    , enter{atom_of(c, "XdndEnter")}
    , position{atom_of(c, "XdndPosition")}
    , status{atom_of(c, "XdndStatus")}
    , leave{atom_of(c, "XdndLeave")}
    , drop{atom_of(c, "XdndDrop")}
    , finished{atom_of(c, "XdndFinished")}
    , type_list{atom_of(c, "XdndTypeList")}
    , copy{atom_of(c, "XdndActionCopy")}
    , move{atom_of(c, "XdndActionMove")}
    , ask{atom_of(c, "XdndActionAsk")}
    , utf8{atom_of(c, "UTF8_STRING")}
    , text{atom_of(c, "TEXT")}
{
}

X11Drag::X11Drag(wlr_xwayland& xwayland, xcb_connection_t& connection, World const& world)
    : xwayland_{xwayland}
    , connection_{connection}
    , world_{world}
    , atoms_{connection}
    , window_{xcb_generate_id(&connection)}
    , transfers_{connection, window_, atoms_.selection}
    , outlets_{world.loop.c()}
    , button_{world.loop, [this] { look_at_button(); }}
{
    auto const* screen = xcb_setup_roots_iterator(xcb_get_setup(&connection)).data;
    std::uint32_t const values[]{true, XCB_EVENT_MASK_PROPERTY_CHANGE};
    xcb_create_window(&connection, XCB_COPY_FROM_PARENT, window_, screen->root, 0, 0, larger_than_all, larger_than_all, 0,
                      XCB_WINDOW_CLASS_INPUT_ONLY, screen->root_visual, XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    xcb_change_property(&connection, XCB_PROP_MODE_REPLACE, window_, atoms_.aware, XCB_ATOM_ATOM, 32, 1, &xdnd_version);
    xcb_flush(&connection);
    world_.seat.events.moved = [this] { pointer_moved(); };
}

X11Drag::~X11Drag()
{
    world_.seat.events.moved = {};
    if (!source_)
        return;
    auto& source = source_->c();
    source_->orphan();
    wlr_data_source_destroy(&source); // and the drag with it, if there still is one
}

/// wlroots may have closed it before it tells that Xwayland is gone.
bool X11Drag::connected() const { return wlr_xwayland_get_xwm_connection(&xwayland_) == &connection_; }

void X11Drag::owner_changed(xcb_window_t owner)
{
    // wlroots' own window has it while a program of Wayland drags something over those of X11.
    auto const before = std::exchange(owner_, is_own(connection_, owner) ? xcb_window_t{XCB_WINDOW_NONE} : owner);
    if (owner_ == before)
        return;
    show_window(false);
    end_visit();
    transfers_.give_up(); // also for who has finished before it read all
    pointer_moved();      // it may have been quicker
}

/// The button is down, and a program of X11 has it.
bool X11Drag::is_dragging() const
{
    auto const& pointer = world_.seat.c().pointer_state;
    return owner_ != XCB_WINDOW_NONE && pointer.button_count > 0 && is_of_x11(pointer.focused_surface);
}

void X11Drag::pointer_moved()
{
    if (owner_ == XCB_WINDOW_NONE && !shown_)
        return;
    auto const hit = is_dragging() ? world_.scene.hit(world_.seat.cursor()) : std::nullopt;
    show_window(hit && !is_of_x11(hit->surface));
}

void X11Drag::show_window(bool shown)
{
    if (!connected() || std::exchange(shown_, shown) == shown)
        return;
    std::uint32_t const above = XCB_STACK_MODE_ABOVE;
    if (shown) {
        xcb_configure_window(&connection_, window_, XCB_CONFIG_WINDOW_STACK_MODE, &above);
        xcb_map_window(&connection_, window_);
    } else {
        xcb_unmap_window(&connection_, window_);
    }
    xcb_flush(&connection_);
}

bool X11Drag::handle(xcb_generic_event_t const& event)
{
    switch (event.response_type & kind_of_x11_event) {
    case XCB_CREATE_NOTIFY: // wlroots would take it for a program's window
        return reinterpret_cast<xcb_create_notify_event_t const&>(event).window == window_;
    case XCB_CLIENT_MESSAGE: return on_message(reinterpret_cast<xcb_client_message_event_t const&>(event));
    default:                 return transfers_.handle(event);
    }
}

bool X11Drag::on_message(xcb_client_message_event_t const& message)
{
    if (message.window != window_)
        return false;
    if (message.type == atoms_.enter)
        on_enter(message.data);
    else if (message.data.data32[0] != peer_)
        return true;
    else if (message.type == atoms_.position)
        on_position(message.data);
    else if (message.type == atoms_.leave)
        end_visit();
    else if (message.type == atoms_.drop)
        on_drop(message.data);
    return true;
}

/// Any program of X11 can say so at any time. It counts of one that drags: our window is shown to no other.
void X11Drag::on_enter(xcb_client_message_data_t const& data)
{
    end_visit();
    peer_ = data.data32[0];
    if (shown_ && !world_.seat.c().drag) // another one's
        start_visit(types_of(data));
}

X11Drag::Types X11Drag::types_of(xcb_client_message_data_t const& enter)
{
    std::vector<xcb_atom_t> atoms(enter.data32 + 2, enter.data32 + 5);
    if (enter.data32[1] & more_than_three)
        atoms = read_atoms(connection_, peer_, atoms_.type_list);
    atoms.resize(std::min(atoms.size(), most_types));
    Types out;
    for (auto const atom : atoms)
        if (auto name = mime_type_of(atom); name.contains('/'))
            out.emplace_back(std::move(name), atom);
    return out;
}

std::string X11Drag::mime_type_of(xcb_atom_t atom) const
{
    if (atom == XCB_ATOM_NONE)
        return {};
    if (atom == atoms_.utf8)
        return "text/plain;charset=utf-8";
    if (atom == atoms_.text)
        return "text/plain";
    return name_of(connection_, atom);
}

void X11Drag::start_visit(Types types)
{
    auto& seat = world_.seat.c();
    auto* const client = wlr_seat_client_for_wl_client(&seat, xwayland_.server->client);
    if (!client || types.empty())
        return;
    auto* const source = new Source{*this, std::move(types)};
    auto* const drag = wlr_drag_create(client, &source->c(), nullptr);
    if (!drag)
        return wlr_data_source_destroy(&source->c());
    source_ = source;
    drag_ = drag;
    drag_->pointer_grab.seat = &seat; // as if the pointer were its own
    drag_gone_.connect<&X11Drag::on_drag_gone>(this, drag->events.destroy);
    // wlroots' window manager would take XdndSelection away from the program: it must not hear of this one.
    wlr_xwayland_set_seat(&xwayland_, nullptr);
    wlr_seat_start_drag(&seat, drag, 0);
    wlr_xwayland_set_seat(&xwayland_, &seat);
    button_was_up_ = false;
    button_.arm(world_.loop.now() + time_to_let_go);
}

void X11Drag::end_visit()
{
    peer_ = XCB_WINDOW_NONE;
    if (!source_)
        return;
    wlr_data_source_destroy(&source_->c()); // and the drag with it
    transfers_.give_up();
}

void X11Drag::on_drag_gone()
{
    drag_gone_.disconnect();
    drag_ = nullptr;
    button_.disarm();
}

/// Up at two looks in a row, and not dropped: the program hangs.
void X11Drag::look_at_button()
{
    bool const up = world_.seat.c().pointer_state.button_count == 0;
    if (std::exchange(button_was_up_, up) && up)
        return end_visit();
    button_.arm(world_.loop.now() + time_to_let_go);
}

void X11Drag::on_position(xcb_client_message_data_t const& data)
{
    if (!drag_)
        return send_status();
    auto& grab = drag_->pointer_grab;
    source_->time = data.data32[3];
    source_->c().actions = std::int32_t(actions_of(data.data32[4]));
    if (auto const hit = world_.scene.hit(world_.seat.cursor()); hit && !is_of_x11(hit->surface)) {
        grab.interface->enter(&grab, hit->surface, hit->local.x, hit->local.y);
        if (drag_)
            grab.interface->motion(&grab, source_->time, hit->local.x, hit->local.y);
    } else {
        grab.interface->clear_focus(&grab);
    }
    send_status();
}

void X11Drag::on_drop(xcb_client_message_data_t const& data)
{
    show_window(false);
    if (!drag_)
        return send_finished(false);
    auto& seat = world_.seat.c();
    source_->time = data.data32[2];
    source_->dropped = true;
    auto& grab = drag_->pointer_grab;
    grab.interface->button(&grab, source_->time, seat.pointer_state.grab_button, WL_POINTER_BUTTON_STATE_RELEASED);
    if (drag_) // another button is down
        wlr_seat_keyboard_end_grab(&seat);
}

xcb_atom_t X11Drag::action_atom() const
{
    if (!source_)
        return XCB_ATOM_NONE;
    switch (source_->c().current_dnd_action) {
    case by_copy:   return atoms_.copy;
    case by_move:   return atoms_.move;
    case by_asking: return atoms_.ask;
    default:        return XCB_ATOM_NONE;
    }
}

/// What the client may do with what is offered so.
std::uint32_t X11Drag::actions_of(xcb_atom_t action) const
{
    std::uint32_t out = by_copy;
    if (action == atoms_.move)
        out |= by_move;
    if (action == atoms_.ask)
        out |= by_asking;
    return out;
}

void X11Drag::send_status()
{
    bool const accepted = drag_ && drag_->focus && source_ && source_->accepted();
    send(atoms_.status, {.data32 = {window_, (accepted ? accepted_bit : 0U) | every_motion, 0, 0,
                                    accepted ? action_atom() : xcb_atom_t{XCB_ATOM_NONE}}});
}

void X11Drag::send_finished(bool accepted)
{
    send(atoms_.finished, {.data32 = {window_, accepted ? accepted_bit : 0U,
                                      accepted ? action_atom() : xcb_atom_t{XCB_ATOM_NONE}, 0, 0}});
}

void X11Drag::send(xcb_atom_t type, xcb_client_message_data_t const& data)
{
    if (peer_ == XCB_WINDOW_NONE || !connected())
        return;
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = peer_;
    message.type = type;
    message.data = data;
    xcb_send_event(&connection_, false, peer_, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<char const*>(&message));
    xcb_flush(&connection_);
}

} // namespace vitrail
