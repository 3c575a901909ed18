#include "render/renderer.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "gles/gles_painter.hpp"
#include "pass_painter.hpp"
#include "render/texture_cache.hpp"

#include <cstdlib>
#include <format>

namespace vitrail {

namespace {

/// For finding faults: wlroots' own shaders instead of ours.
bool wants_wlroots_pass()
{
    char const* wanted = std::getenv("VITRAIL_COMPOSER");
    return wanted && std::string_view{wanted} == "wlroots";
}

} // namespace

struct Renderer::Parts {
    Owned<wlr_renderer, wlr_renderer_destroy> renderer;
    Owned<wlr_allocator, wlr_allocator_destroy> allocator;
    std::string_view name;
    bool software = false;
    std::unique_ptr<TextureCache> textures;
    std::unique_ptr<Painter> painter;
    std::string way;

    void choose_painter();
};

void Renderer::Parts::choose_painter()
{
    way = std::format("{}, wlroots' render pass", name);
    if (name == "gles2" && wants_wlroots_pass()) {
        way += " (VITRAIL_COMPOSER)";
    } else if (name == "gles2") {
        if (auto ours = GlesPainter::create(*renderer, *textures)) {
            painter = std::move(*ours);
            way = "GLES 3, our own shaders";
            return;
        } else {
            way += std::format(" ({})", ours.error().message);
        }
    }
    painter = std::make_unique<PassPainter>(*renderer, *textures);
}

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
        p.name = "gles2", p.software = draws_on_the_processor(*p.renderer);
    else
        p.name = "vulkan";
    p.textures = std::make_unique<TextureCache>(*p.renderer);
    p.choose_painter();
    log::info("drawing with {}{}", p.way, p.software ? ", on the processor" : "");
    return out;
}

wlr_renderer& Renderer::c() const { return *parts_->renderer; }
wlr_allocator& Renderer::allocator() const { return *parts_->allocator; }
std::string_view Renderer::name() const { return parts_->name; }
bool Renderer::is_software() const { return parts_->software; }
TextureCache& Renderer::textures() { return *parts_->textures; }
Painter& Renderer::painter() { return *parts_->painter; }
std::string const& Renderer::way() const { return parts_->way; }

} // namespace vitrail
