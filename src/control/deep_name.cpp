#include "deep_name.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr int most_parts = 32; // of ours three: output.DP-1.mode

/// Where the string or the comment ends that begins at `at`: behind its last character, or at the end of the text.
std::size_t end_of_text(std::string_view text, std::size_t at)
{
    char const quote = text[at];
    if (quote == '#')
        return std::min(text.find('\n', at), text.size());
    bool const long_one = text.substr(at).starts_with(std::string(3, quote));
    auto const end = std::string(long_one ? 3 : 1, quote);
    for (auto i = at + end.size(); i < text.size(); ++i) {
        if (text.substr(i).starts_with(end)) {
            auto const behind = std::min(text.find_first_not_of(quote, i), text.size());
            return long_one ? std::min(behind, i + 5) : i + 1; // """two quotes more are its last characters"""""
        }
        if (text[i] == '\n' && !long_one)
            return i;
        if (text[i] == '\\' && quote == '"')
            ++i;
    }
    return text.size();
}

} // namespace

std::optional<std::size_t> line_of_deep_name(std::string_view text)
{
    int parts = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (c == '"' || c == '\'' || c == '#')
            i = end_of_text(text, i) - 1;
        else if (c == '.')
            ++parts;
        else if (std::string_view{"\n=,[]{}"}.contains(c))
            parts = 1;
        if (parts > most_parts)
            return 1 + std::size_t(std::ranges::count(text.substr(0, i), '\n'));
    }
    return std::nullopt;
}

} // namespace vitrail
