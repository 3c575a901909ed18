#include "shell/card.hpp"

#include "base/owned.hpp"
#include "base/painted_buffer.hpp"
#include "text_layout.hpp"

#include <algorithm>
#include <cairo/cairo.h>
#include <cmath>
#include <numbers>

namespace vitrail {

namespace {

struct Rgba {
    double r, g, b, a;
};
constexpr Rgba paper{0.09, 0.10, 0.12, 0.94}, ink{0.95, 0.95, 0.93, 1}, accent{0.96, 0.65, 0.14, 1}, mark{1, 1, 1, 0.14};

// Logical units.
constexpr double letter = 14, heading_letter = 20, margin = 24, gap = 16, column_gap = 40, corner = 10, line_space = 6;

void use(cairo_t& canvas, Rgba color) { cairo_set_source_rgba(&canvas, color.r, color.g, color.b, color.a); }

TextLayout layout_of(cairo_t& canvas, std::string const& text, double height, PangoWeight weight, double width = 0)
{
    TextLayout out{pango_cairo_create_layout(&canvas)};
    TextFont const font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), "sans-serif");
    pango_font_description_set_weight(font.get(), weight);
    pango_font_description_set_absolute_size(font.get(), height * PANGO_SCALE);
    pango_layout_set_font_description(out.get(), font.get());
    if (width > 0) {
        pango_layout_set_width(out.get(), int(width * PANGO_SCALE));
        pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    }
    pango_layout_set_text(out.get(), text.data(), int(text.size()));
    return out;
}

struct Extent {
    double width, height;
};
Extent extent_of(PangoLayout& layout)
{
    int width = 0, height = 0;
    pango_layout_get_pixel_size(&layout, &width, &height);
    return {double(width), double(height)};
}

/// Where everything of a card goes, in logical units.
struct CardPlan {
    double left_width = 0, right_width = 0, line_height = 0, heading_height = 0;
    std::size_t rows = 0, columns = 1;
    [[nodiscard]] double column_width() const { return left_width + (left_width > 0 ? gap : 0) + right_width; }
    [[nodiscard]] double width() const { return 2 * margin + double(columns) * column_width() + double(columns - 1) * column_gap; }
    [[nodiscard]] double height() const { return 2 * margin + heading_height + gap + double(rows) * line_height; }
};

CardPlan plan(cairo_t& canvas, Card const& card, Size<Logical> room)
{
    CardPlan out;
    out.heading_height = extent_of(*layout_of(canvas, card.heading, heading_letter, PANGO_WEIGHT_BOLD)).height;
    double const widest = room.width / 2.0;
    for (auto const& line : card.lines) {
        auto const left = extent_of(*layout_of(canvas, line.left, letter, PANGO_WEIGHT_BOLD));
        auto const right = extent_of(*layout_of(canvas, line.right, letter, PANGO_WEIGHT_NORMAL, widest));
        out.left_width = std::max(out.left_width, line.left.empty() ? 0 : left.width);
        out.right_width = std::max(out.right_width, right.width);
        out.line_height = std::max(out.line_height, right.height + line_space);
    }
    auto const heading = extent_of(*layout_of(canvas, card.heading, heading_letter, PANGO_WEIGHT_BOLD)).width;
    out.right_width = std::max(out.right_width, heading - out.left_width - gap);
    double const room_for_rows = room.height - 2 * margin - out.heading_height - gap;
    auto const most = std::max<std::size_t>(1, std::size_t(std::max(0.0, room_for_rows / std::max(out.line_height, 1.0))));
    out.columns = std::max<std::size_t>(1, (card.lines.size() + most - 1) / most);
    out.rows = (card.lines.size() + out.columns - 1) / out.columns;
    return out;
}

void rounded_rectangle(cairo_t& canvas, double width, double height)
{
    using std::numbers::pi;
    cairo_new_sub_path(&canvas);
    cairo_arc(&canvas, width - corner, corner, corner, -pi / 2, 0);
    cairo_arc(&canvas, width - corner, height - corner, corner, 0, pi / 2);
    cairo_arc(&canvas, corner, height - corner, corner, pi / 2, pi);
    cairo_arc(&canvas, corner, corner, corner, pi, 3 * pi / 2);
    cairo_close_path(&canvas);
}

void write(cairo_t& canvas, double x, double y, TextLayout const& layout, Rgba color)
{
    use(canvas, color);
    cairo_move_to(&canvas, x, y);
    pango_cairo_show_layout(&canvas, layout.get());
}

void draw(cairo_t& canvas, Card const& card, CardPlan const& plan, Size<Logical> size)
{
    rounded_rectangle(canvas, size.width, size.height);
    use(canvas, paper);
    cairo_fill(&canvas);
    write(canvas, margin, margin, layout_of(canvas, card.heading, heading_letter, PANGO_WEIGHT_BOLD), ink);
    double const top = margin + plan.heading_height + gap;
    for (std::size_t i = 0; i < card.lines.size(); ++i) {
        double const x = margin + double(i / plan.rows) * (plan.column_width() + column_gap);
        double const y = top + double(i % plan.rows) * plan.line_height;
        if (card.marked == i) {
            use(canvas, mark);
            cairo_rectangle(&canvas, x - gap / 2, y - line_space / 2, plan.column_width() + gap, plan.line_height);
            cairo_fill(&canvas);
        }
        double const indent = plan.left_width > 0 ? plan.left_width + gap : 0;
        write(canvas, x, y, layout_of(canvas, card.lines[i].left, letter, PANGO_WEIGHT_BOLD), accent);
        write(canvas, x + indent, y, layout_of(canvas, card.lines[i].right, letter, PANGO_WEIGHT_NORMAL, plan.right_width + 1), ink);
    }
}

} // namespace

PaintedCard paint_card(Card const& card, Size<Logical> room, double scale)
{
    Owned<cairo_surface_t, cairo_surface_destroy> const nothing{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 1, 1)};
    Owned<cairo_t, cairo_destroy> const measure{cairo_create(nothing.get())};
    auto const where = plan(*measure, card, room);
    Size<Logical> const size{std::min(room.width, int(std::ceil(where.width()))),
                             std::min(room.height, int(std::ceil(where.height())))};
    Size<BufferPx> const pixels{int(std::lround(size.width * scale)), int(std::lround(size.height * scale))};
    auto buffer = paint_buffer(pixels, [&](cairo_t& canvas) {
        cairo_scale(&canvas, double(pixels.width) / size.width, double(pixels.height) / size.height);
        draw(canvas, card, where, size);
    });
    return {std::move(buffer), size};
}

} // namespace vitrail
