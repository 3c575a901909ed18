#include "x11_transfers.hpp"

#include "x11_atoms.hpp"

#include <utility>

namespace vitrail {

X11Transfers::X11Transfers(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t selection)
    : connection_{connection}
    , window_{window}
    , selection_{selection}
    , property_{atom_of(connection, "_VITRAIL_TRANSFER")}
    , incr_{atom_of(connection, "INCR")}
{
}

void X11Transfers::ask(xcb_atom_t target, xcb_timestamp_t time, Done done)
{
    if (requests_.size() >= most_requests)
        return done(std::nullopt);
    requests_.push_back({target, time, std::move(done)});
    if (requests_.size() == 1)
        ask_first();
}

void X11Transfers::ask_first()
{
    auto const& request = requests_.front();
    xcb_convert_selection(&connection_, window_, selection_, request.target, property_, request.time);
    xcb_flush(&connection_);
}

void X11Transfers::give_up()
{
    in_pieces_ = false;
    pieces_.clear();
    for (auto& request : std::exchange(requests_, {}))
        request.done(std::nullopt);
}

bool X11Transfers::handle(xcb_generic_event_t const& event)
{
    switch (event.response_type & kind_of_x11_event) {
    case XCB_SELECTION_NOTIFY: {
        auto const& notify = reinterpret_cast<xcb_selection_notify_event_t const&>(event);
        if (notify.requestor != window_)
            return false;
        on_notify(notify);
        return true;
    }
    case XCB_PROPERTY_NOTIFY: {
        auto const& change = reinterpret_cast<xcb_property_notify_event_t const&>(event);
        if (change.window != window_)
            return false;
        if (in_pieces_ && change.atom == property_ && change.state == XCB_PROPERTY_NEW_VALUE)
            on_piece();
        return true;
    }
    default: return false;
    }
}

void X11Transfers::on_notify(xcb_selection_notify_event_t const& event)
{
    if (requests_.empty() || in_pieces_ || event.target != requests_.front().target)
        return; // of one that was given up
    if (event.property == XCB_ATOM_NONE)
        return end(std::nullopt);
    auto property = read_property(connection_, window_, property_, true, most_bytes);
    xcb_flush(&connection_);
    if (!property)
        return end(std::nullopt);
    in_pieces_ = property->type == incr_;
    if (!in_pieces_)
        end(std::move(property->value));
}

/// One of no length is the last.
void X11Transfers::on_piece()
{
    auto const piece = read_property(connection_, window_, property_, true, most_bytes);
    xcb_flush(&connection_);
    if (!piece || pieces_.size() + piece->value.size() > most_bytes)
        return end(std::nullopt);
    if (piece->value.empty())
        return end(std::move(pieces_));
    pieces_ += piece->value;
}

/// The next one is asked before this one is told of, who may ask for more.
void X11Transfers::end(std::optional<std::string> with)
{
    auto const done = std::move(requests_.front().done);
    requests_.pop_front();
    in_pieces_ = false;
    pieces_.clear();
    if (!requests_.empty())
        ask_first();
    done(std::move(with));
}

} // namespace vitrail
