#pragma once

#include "base/owned.hpp"

#include <glib-object.h>
#include <pango/pangocairo.h>
#include <string>
#include <string_view>

namespace vitrail {

using TextLayout = Owned<PangoLayout, g_object_unref>;
using TextFont = Owned<PangoFontDescription, pango_font_description_free>;

/// The beginning of `text`, of at most so many bytes, up to a whole character; an ellipsis tells that it goes on.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most_bytes);

/// One line of text in `font`, as pango names it ("sans-serif 10"), at most `width` units of the canvas wide: what has no
/// room ends in an ellipsis. Bytes that are no UTF-8 are shown as such, and no text is too long.
[[nodiscard]] TextLayout one_line(cairo_t& canvas, std::string const& text, std::string const& font, double width);

} // namespace vitrail
