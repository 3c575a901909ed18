// What a program of X11 that drags says to our window, and hears from it (XDND 5). The drag is in x11_drag.cpp.

#include "x11_drag.hpp"

#include "input/seat.hpp"
#include "x11_atoms.hpp"
#include "x11_drag_source.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr std::uint32_t more_than_three = 1, accepted_bit = 1, every_motion = 2;
constexpr std::size_t most_types = 256; // the name of each is asked for and waited for

constexpr auto by_copy = WL_DATA_DEVICE_MANAGER_DND_ACTION_COPY, by_move = WL_DATA_DEVICE_MANAGER_DND_ACTION_MOVE,
               by_asking = WL_DATA_DEVICE_MANAGER_DND_ACTION_ASK;

} // namespace

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

void X11Drag::on_position(xcb_client_message_data_t const& data)
{
    if (!drag_)
        return send_status();
    auto& grab = drag_->pointer_grab;
    source_->time = data.data32[3];
    source_->c().actions = std::int32_t(actions_of(data.data32[4]));
    if (auto const hit = hit_of_wayland()) {
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
