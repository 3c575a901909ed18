#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace vitrail {

/// The first line, from 1, with a name of far more parts (`a.b.c`) than any setting has.
///
/// toml++ 3.4 limits how deep lists and tables lie in each other, but not how many tables a name makes, and goes through
/// them by calling itself: a long enough name ends us by the stack. So it does not get to see one.
[[nodiscard]] std::optional<std::size_t> line_of_deep_name(std::string_view text);

} // namespace vitrail
