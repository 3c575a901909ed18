#pragma once

#include "base/fd.hpp"
#include "protocol.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail::test {

/// What a choice stands for in an argument. Zero: what a client that means well says there, as far as the argument's name
/// tells; else something that is in the argument's enum, at a limit, or simply small.
[[nodiscard]] std::uint32_t number_for(ProtocolArgument const& argument, std::uint8_t choice);
/// No value: null.
[[nodiscard]] std::optional<std::string> text_for(ProtocolArgument const& argument, std::uint8_t choice);
[[nodiscard]] std::vector<std::uint8_t> array_for(std::uint8_t choice);
/// A file for this request: memory mostly, and everything else that a descriptor can be.
[[nodiscard]] Fd descriptor_for(std::string_view request, std::uint8_t choice);

} // namespace vitrail::test
