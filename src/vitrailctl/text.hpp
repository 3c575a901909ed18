#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrail::ctl {

/// As one can print it: titles are whatever a program says, and no control character of theirs reaches a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// How many characters of UTF-8 it has.
[[nodiscard]] std::size_t length(std::string_view text);

/// The first characters of it, with an ellipsis if it has more than `most`.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

/// Rows of cells, in columns as wide as they must be and two spaces between them; the last column is shortened so that
/// no line is longer than `width`, but never below a few characters. `right`: the columns of numbers.
[[nodiscard]] std::string aligned(std::vector<std::vector<std::string>> const& rows, std::vector<std::size_t> const& right,
                                  std::size_t width);

} // namespace vitrail::ctl
