#include "text.hpp"

#include <algorithm>

namespace vitrail::ctl {

namespace {

constexpr std::size_t least_last_column = 12;

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

} // namespace

std::string printable(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        // C0, DEL, and C1 as UTF-8 writes it: C2 80 to C2 9F.
        if (c < ' ' || c == 0x7f)
            out += '?';
        else if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0)
            out += '?', ++i;
        else
            out += text[i];
    }
    return out;
}

std::size_t length(std::string_view text)
{
    return std::size_t(std::ranges::count_if(text, starts_character));
}

std::string shortened(std::string_view text, std::size_t most)
{
    if (length(text) <= most)
        return std::string{text};
    std::size_t end = 0;
    for (std::size_t characters = 0; end < text.size(); ++end)
        if (starts_character(text[end]) && ++characters == most)
            break;
    return std::string{text.substr(0, end)} + "…";
}

std::string aligned(std::vector<std::vector<std::string>> const& rows, std::vector<std::size_t> const& right,
                    std::size_t width)
{
    std::vector<std::size_t> widths;
    for (auto const& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), row.size()));
            widths[i] = std::max(widths[i], length(row[i]));
        }
    std::string out;
    for (auto const& row : rows) {
        std::size_t used = 0;
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            std::string const space(widths[i] - length(row[i]), ' ');
            out += std::ranges::contains(right, i) ? space + row[i] : row[i] + space;
            out += "  ";
            used += widths[i] + 2;
        }
        if (!row.empty())
            out += shortened(row.back(), std::max(least_last_column, width - std::min(width, used)));
        out += '\n';
    }
    return out;
}

} // namespace vitrail::ctl
