#include "render/renderer.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "render/texture_cache.hpp"

#include <EGL/egl.h>
#include <GLES2/gl2.h>
#include <cstdlib>
#include <string>

namespace vitrail {

struct Renderer::Parts {
    Owned<wlr_renderer, wlr_renderer_destroy> renderer;
    Owned<wlr_allocator, wlr_allocator_destroy> allocator;
    std::string_view name;
    bool software = false;
    std::unique_ptr<TextureCache> textures;
};

namespace {

/// Mesa's names for its software rasterisers.
bool draws_on_the_processor(std::string_view gl_renderer)
{
    return gl_renderer.contains("llvmpipe") || gl_renderer.contains("softpipe") || gl_renderer.contains("swrast");
}

bool gles_is_software(wlr_renderer& renderer)
{
    wlr_egl* egl = wlr_gles2_renderer_get_egl(&renderer);
    auto* const display = wlr_egl_get_display(egl);
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, wlr_egl_get_context(egl)))
        return false;
    auto const* text = reinterpret_cast<char const*>(glGetString(GL_RENDERER));
    bool const software = text && draws_on_the_processor(text);
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    return software;
}

} // namespace

Renderer::Renderer() = default;
Renderer::~Renderer() = default;

Result<std::unique_ptr<Renderer>> Renderer::create(wlr_backend& backend)
{
    auto out = std::unique_ptr<Renderer>{new Renderer};
    out->parts_ = std::make_unique<Parts>();
    Parts& p = *out->parts_;
    p.renderer.reset(wlr_renderer_autocreate(&backend));
    if (char const* forced = std::getenv("WLR_RENDERER"); !p.renderer && forced)
        return fail("no-renderer", "cannot draw: WLR_RENDERER={} does not start here; unset it, or set it to pixman to draw "
                                   "on the processor", forced);
    if (!p.renderer)
        return fail("no-renderer", "cannot draw: neither GLES 2, Vulkan nor pixman start here; install Mesa's EGL driver, "
                                   "or set WLR_RENDERER=pixman to draw on the processor");
    p.allocator.reset(wlr_allocator_autocreate(&backend, p.renderer.get()));
    if (!p.allocator)
        return fail("no-allocator", "cannot allocate pictures for this display: no GBM, dumb or shared-memory buffers; "
                                    "check the permissions of /dev/dri and the GPU's driver");
    if (wlr_renderer_is_pixman(p.renderer.get()))
        p.name = "pixman", p.software = true;
    else if (wlr_renderer_is_gles2(p.renderer.get()))
        p.name = "gles2", p.software = gles_is_software(*p.renderer);
    else
        p.name = "vulkan";
    p.textures = std::make_unique<TextureCache>(*p.renderer);
    log::info("drawing with {}{}", p.name, p.software ? ", on the processor" : "");
    return out;
}

wlr_renderer& Renderer::c() const { return *parts_->renderer; }
wlr_allocator& Renderer::allocator() const { return *parts_->allocator; }
std::string_view Renderer::name() const { return parts_->name; }
bool Renderer::is_software() const { return parts_->software; }
TextureCache& Renderer::textures() { return *parts_->textures; }

} // namespace vitrail
