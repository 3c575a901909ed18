#include "base/painted_buffer.hpp"

#include "base/memory_buffer.hpp"
#include "base/owned.hpp"

#include <cairo/cairo.h>
#include <drm_fourcc.h>
#include <memory>

namespace vitrail {

BufferRef paint_buffer(Size<BufferPx> size, std::function<void(cairo_t&)> const& paint)
{
    if (size.empty())
        return {};
    std::shared_ptr<cairo_surface_t> const surface{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height),
                                                   cairo_surface_destroy};
    Owned<cairo_t, cairo_destroy> const canvas{cairo_create(surface.get())};
    paint(*canvas);
    cairo_surface_flush(surface.get());
    if (cairo_status(canvas.get()) != CAIRO_STATUS_SUCCESS)
        return {};
    auto* const data = reinterpret_cast<std::byte*>(cairo_image_surface_get_data(surface.get()));
    return memory_buffer(size, {.data = {surface, data},
                                .format = DRM_FORMAT_ARGB8888,
                                .stride = std::size_t(cairo_image_surface_get_stride(surface.get()))});
}

} // namespace vitrail
