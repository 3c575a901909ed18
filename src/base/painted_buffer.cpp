#include "base/painted_buffer.hpp"

#include "base/owned.hpp"
#include "base/wlr.hpp"

#include <cairo/cairo.h>
#include <drm_fourcc.h>
#include <memory>

namespace vitrail {

namespace {

using Surface = Owned<cairo_surface_t, cairo_surface_destroy>;

/// Standard layout with wlroots' part first: it hands that back.
struct PaintedBuffer {
    wlr_buffer base{};
    cairo_surface_t* pixels = nullptr;

    static void destroy(wlr_buffer* buffer)
    {
        std::unique_ptr<PaintedBuffer> const self{reinterpret_cast<PaintedBuffer*>(buffer)};
        wlr_buffer_finish(buffer);
        cairo_surface_destroy(self->pixels);
    }
    static bool begin_access(wlr_buffer* buffer, std::uint32_t flags, void** data, std::uint32_t* format, std::size_t* stride)
    {
        if (flags & WLR_BUFFER_DATA_PTR_ACCESS_WRITE)
            return false;
        auto* const pixels = reinterpret_cast<PaintedBuffer*>(buffer)->pixels;
        *data = cairo_image_surface_get_data(pixels);
        *format = DRM_FORMAT_ARGB8888;
        *stride = std::size_t(cairo_image_surface_get_stride(pixels));
        return true;
    }
    static void end_access(wlr_buffer*) {}
    static constexpr wlr_buffer_impl impl{
        .destroy = destroy, .begin_data_ptr_access = begin_access, .end_data_ptr_access = end_access};
};

} // namespace

BufferRef paint_buffer(Size<BufferPx> size, std::function<void(cairo_t&)> const& paint)
{
    if (size.empty())
        return {};
    Surface pixels{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height)};
    Owned<cairo_t, cairo_destroy> const canvas{cairo_create(pixels.get())};
    paint(*canvas);
    cairo_surface_flush(pixels.get());
    if (cairo_status(canvas.get()) != CAIRO_STATUS_SUCCESS)
        return {};
    auto buffer = std::make_unique<PaintedBuffer>();
    wlr_buffer_init(&buffer->base, &PaintedBuffer::impl, size.width, size.height);
    buffer->pixels = pixels.release();
    BufferRef out{&buffer->base};
    wlr_buffer_drop(&buffer.release()->base); // from here on it lives as long as its references
    return out;
}

} // namespace vitrail
