#pragma once

#include "target.hpp"

#include <span>
#include <string_view>

namespace vitrail::test {

/// An input that is a text.
[[nodiscard]] inline std::string_view as_text(std::span<std::uint8_t const> input)
{
    return {reinterpret_cast<char const*>(input.data()), input.size()};
}

} // namespace vitrail::test
