#include "x11_atoms.hpp"

#include <cstdint>

namespace vitrail {

namespace {

constexpr std::uint32_t bytes_of_unit = 4, most_atoms = 4096; // wlroots looks at as many

} // namespace

xcb_atom_t atom_of(xcb_connection_t& connection, std::string_view name)
{
    auto const cookie = xcb_intern_atom(&connection, false, std::uint16_t(name.size()), name.data());
    X11Answer<xcb_intern_atom_reply_t> const reply{xcb_intern_atom_reply(&connection, cookie, nullptr)};
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

std::string name_of(xcb_connection_t& connection, xcb_atom_t atom)
{
    auto const cookie = xcb_get_atom_name(&connection, atom);
    X11Answer<xcb_get_atom_name_reply_t> const reply{xcb_get_atom_name_reply(&connection, cookie, nullptr)};
    if (!reply)
        return {};
    return {xcb_get_atom_name_name(reply.get()), std::size_t(xcb_get_atom_name_name_length(reply.get()))};
}

bool is_own(xcb_connection_t& connection, xcb_window_t window)
{
    auto const* setup = xcb_get_setup(&connection);
    return (window & ~setup->resource_id_mask) == setup->resource_id_base;
}

std::optional<X11Property> read_property(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property, bool and_delete,
                                         std::size_t most)
{
    auto const units = std::uint32_t(most / bytes_of_unit);
    auto const cookie = xcb_get_property(&connection, and_delete, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, units);
    X11Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(&connection, cookie, nullptr)};
    if (!reply || reply->bytes_after > 0)
        return std::nullopt;
    auto const* value = static_cast<char const*>(xcb_get_property_value(reply.get()));
    return X11Property{reply->type, {value, std::size_t(xcb_get_property_value_length(reply.get()))}};
}

std::vector<xcb_atom_t> read_atoms(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property)
{
    auto const cookie = xcb_get_property(&connection, false, window, property, XCB_ATOM_ATOM, 0, most_atoms);
    X11Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(&connection, cookie, nullptr)};
    if (!reply || reply->format != 32)
        return {};
    auto const* first = static_cast<xcb_atom_t const*>(xcb_get_property_value(reply.get()));
    return {first, first + reply->value_len};
}

xcb_atom_t type_of_property(xcb_connection_t& connection, xcb_window_t window, xcb_atom_t property)
{
    auto const cookie = xcb_get_property(&connection, false, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, 0);
    X11Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(&connection, cookie, nullptr)};
    return reply ? reply->type : xcb_atom_t{XCB_ATOM_NONE};
}

} // namespace vitrail
