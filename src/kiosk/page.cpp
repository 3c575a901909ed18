#include "kiosk/page.hpp"

#include "base/owned.hpp"
#include "base/painted_buffer.hpp"

#include <algorithm>
#include <cairo/cairo.h>
#include <glib-object.h>
#include <pango/pangocairo.h>

namespace vitrail {

namespace {

struct Rgb {
    int r, g, b; // 0 to 255
};

constexpr Rgb paper{0x17, 0x1a, 0x1f}, accent{0xf5, 0xa6, 0x24}, ink{0xf2, 0xf2, 0xee}, faint{0xa8, 0xad, 0xb5};

void use(cairo_t& canvas, Rgb color)
{
    cairo_set_source_rgb(&canvas, color.r / 255.0, color.g / 255.0, color.b / 255.0);
}

using Layout = Owned<PangoLayout, g_object_unref>;
using Font = Owned<PangoFontDescription, pango_font_description_free>;

/// Lines below each other, in one column.
class Column {
public:
    Column(cairo_t& canvas, double left, double width) : canvas_{canvas}, left_{left}, width_{width} {}

    void add(std::string const& text, double letter_height, PangoWeight weight, Rgb color)
    {
        Layout const layout{pango_cairo_create_layout(&canvas_)};
        Font const font{pango_font_description_new()};
        pango_font_description_set_family(font.get(), "sans-serif");
        pango_font_description_set_weight(font.get(), weight);
        pango_font_description_set_absolute_size(font.get(), letter_height * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), int(width_ * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(layout.get(), text.data(), int(text.size()));
        use(canvas_, color);
        cairo_move_to(&canvas_, left_, at_);
        pango_cairo_show_layout(&canvas_, layout.get());
        int height = 0;
        pango_layout_get_pixel_size(layout.get(), nullptr, &height);
        at_ += height + letter_height * 0.6;
    }
    void begin_at(double y) { at_ = y; }

private:
    cairo_t& canvas_;
    double left_, width_;
    double at_ = 0;
};

} // namespace

BufferRef draw_page(PageText const& text, Size<BufferPx> size)
{
    return paint_buffer(size, [&](cairo_t& canvas) {
        use(canvas, paper);
        cairo_paint(&canvas);
        double const unit = std::max(8.0, std::min(size.width, size.height) / 30.0); // the height of a letter
        double const left = size.width / 8.0, top = size.height / 4.0;
        use(canvas, accent);
        cairo_rectangle(&canvas, left, top - unit, unit * 3, unit / 4);
        cairo_fill(&canvas);
        Column column{canvas, left, size.width - 2 * left};
        column.begin_at(top);
        column.add(text.heading, unit * 1.8, PANGO_WEIGHT_BOLD, ink);
        column.add(text.reason, unit, PANGO_WEIGHT_NORMAL, ink);
        column.add(text.outlook, unit, PANGO_WEIGHT_NORMAL, faint);
    });
}

} // namespace vitrail
