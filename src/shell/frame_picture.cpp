#include "shell/frame_picture.hpp"

#include "base/painted_buffer.hpp"
#include "text_layout.hpp"

#include <algorithm>
#include <cairo/cairo.h>
#include <cmath>

namespace vitrail {

namespace {

constexpr Color closing{0.80F, 0.24F, 0.20F, 1}, on_closing{1, 1, 1, 1};
constexpr double sign_size = 10, title_margin = 10; // logical units: a button's sign; what a title keeps clear at both ends
constexpr double stroke_width = 1.2;
constexpr float hovered_shade = 0.14F, pressed_shade = 0.28F;

void paint_with(cairo_t& canvas, Color color, float alpha = 1)
{
    cairo_set_source_rgba(&canvas, double(color.r), double(color.g), double(color.b), double(alpha));
}

/// Paints in logical units; what must be sharp is put on whole pixels first.
class BarPainter {
public:
    BarPainter(cairo_t& canvas, FrameLook const& look, FrameConfig const& config, double scale)
        : canvas_{canvas}, look_{look}, paper_{look.active ? config.active : config.inactive},
          ink_{look.active ? config.active_text : config.inactive_text}, font_{config.font}, scale_{scale}
    {
    }

    void paint()
    {
        paint_with(canvas_, paper_);
        cairo_paint(&canvas_);
        title();
        for (auto const& each : look_.layout.buttons())
            button(each.part, each.box);
    }

private:
    [[nodiscard]] double on_pixel(double at) const { return std::round(at * scale_) / scale_; }
    [[nodiscard]] double line_width() const { return std::max(1.0, std::round(stroke_width * scale_)) / scale_; }

    /// In the middle of the bar, as far as the buttons leave it room.
    void title()
    {
        auto const room = look_.layout.title();
        double const most = room.width - 2 * title_margin;
        if (most < 1 || look_.title.empty())
            return;
        auto const text = one_line(canvas_, look_.title, font_, most);
        int width = 0, height = 0;
        pango_layout_get_pixel_size(text.get(), &width, &height);
        double const middle = (look_.layout.outer.width - width) / 2.0;
        double const x = std::clamp(middle, title_margin, std::max(title_margin, room.width - title_margin - width));
        paint_with(canvas_, ink_);
        cairo_move_to(&canvas_, on_pixel(x), on_pixel((room.height - height) / 2.0));
        pango_cairo_show_layout(&canvas_, text.get());
    }

    void button(FramePart part, Rect<Logical> const& box)
    {
        bool const pressed = look_.pressed == part, lit = pressed || look_.hovered == part;
        auto ink = ink_;
        if (lit) {
            bool const closes = part == FramePart::Close;
            paint_with(canvas_, closes ? closing : ink_, closes ? (pressed ? 0.8F : 1.0F) : pressed ? pressed_shade : hovered_shade);
            double const left = on_pixel(box.x), right = on_pixel(box.right());
            cairo_rectangle(&canvas_, left, 0, right - left, box.height);
            cairo_fill(&canvas_);
            if (closes)
                ink = on_closing;
        }
        paint_with(canvas_, ink);
        cairo_set_line_width(&canvas_, line_width());
        draw_sign(part, on_pixel(box.x + (box.width - sign_size) / 2), on_pixel(box.y + (box.height - sign_size) / 2), on_pixel(sign_size));
        cairo_stroke(&canvas_);
    }

    void draw_sign(FramePart part, double x, double y, double size)
    {
        double const half = line_width() / 2;
        switch (part) {
        case FramePart::Minimise:
            cairo_move_to(&canvas_, x, on_pixel(y + size / 2) + half);
            cairo_rel_line_to(&canvas_, size, 0);
            return;
        case FramePart::Maximise:
            if (look_.maximised)
                return draw_two_windows(x, y, size);
            return square(x, y, size);
        case FramePart::Close:
            cairo_move_to(&canvas_, x, y);
            cairo_rel_line_to(&canvas_, size, size);
            cairo_move_to(&canvas_, x + size, y);
            cairo_rel_line_to(&canvas_, -size, size);
            return;
        default: return;
        }
    }

    void square(double x, double y, double size)
    {
        double const width = line_width();
        cairo_rectangle(&canvas_, x + width / 2, y + width / 2, size - width, size - width);
    }

    void draw_two_windows(double x, double y, double size)
    {
        double const shift = on_pixel(size / 5), half = line_width() / 2;
        square(x, y + shift, size - shift);
        cairo_move_to(&canvas_, x + shift + half, y + shift);
        cairo_line_to(&canvas_, x + shift + half, y + half);
        cairo_line_to(&canvas_, x + size - half, y + half);
        cairo_line_to(&canvas_, x + size - half, y + size - shift - half);
        cairo_line_to(&canvas_, x + size - shift, y + size - shift - half);
    }

    cairo_t& canvas_;
    FrameLook const& look_;
    Color paper_, ink_;
    std::string const& font_;
    double scale_;
};

} // namespace

BufferRef paint_title_bar(FrameLook const& look, FrameConfig const& config, Size<BufferPx> pixels)
{
    auto const bar = look.layout.bar();
    return paint_buffer(pixels, [&](cairo_t& canvas) {
        double const scale = double(pixels.height) / std::max(bar.height, 1);
        cairo_scale(&canvas, double(pixels.width) / std::max(bar.width, 1), scale);
        BarPainter{canvas, look, config, scale}.paint();
    });
}

} // namespace vitrail
