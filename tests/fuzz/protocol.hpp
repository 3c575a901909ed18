#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vitrail::test {

/// What one argument of a message may be.
struct ProtocolArgument {
    std::string_view name;
    char kind = 'u';                        ///< as in wl_message: i, u, f, s, o, n, a or h
    int interface = -1;                     ///< of an object: its place in protocol_interfaces(); -1: any
    bool nullable = false;
    std::span<std::uint32_t const> values;  ///< of its enum; empty: it has none
};

struct ProtocolMessage {
    std::string_view name;
    int since = 1;          ///< version of its interface
    bool destroys = false;  ///< its object is gone afterwards
    std::span<ProtocolArgument const> arguments;
};

/// An interface as its description (XML) has it. A message's place is its number on the wire.
struct ProtocolInterface {
    std::string_view name;
    int version = 1;
    std::span<ProtocolMessage const> requests, events;
};

/// All interfaces that a client of Vitrail may meet; made from the protocols' descriptions by protocol_tables.py.
[[nodiscard]] std::span<ProtocolInterface const> protocol_interfaces();

/// The place of the interface with this name; -1: there is none.
[[nodiscard]] int protocol_interface(std::string_view name);

} // namespace vitrail::test
