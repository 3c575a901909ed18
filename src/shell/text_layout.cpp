#include "text_layout.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr std::size_t longest_line = 512; // bytes: far more than a bar has room for, and quick to lay out

} // namespace

std::string shortened(std::string_view text, std::size_t most_bytes)
{
    if (text.size() <= most_bytes)
        return std::string{text};
    auto end = most_bytes;
    while (end > 0 && (text[end] & 0xc0) == 0x80)
        --end;
    return std::string{text.substr(0, end)} + "\u2026";
}

TextLayout one_line(cairo_t& canvas, std::string const& text, std::string const& font, double width)
{
    TextLayout out{pango_cairo_create_layout(&canvas)};
    TextFont const description{pango_font_description_from_string(font.c_str())};
    pango_layout_set_font_description(out.get(), description.get());
    pango_layout_set_single_paragraph_mode(out.get(), true);
    pango_layout_set_ellipsize(out.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_width(out.get(), int(width * PANGO_SCALE));
    auto const words = shortened(text, longest_line);
    Owned<char, g_free> const valid{g_utf8_make_valid(words.data(), gssize(words.size()))};
    pango_layout_set_text(out.get(), valid.get(), -1);
    return out;
}

} // namespace vitrail
