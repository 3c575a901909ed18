#include "render/renderer.hpp"

#include "base/log.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "gles/gles_painter.hpp"
#include "pass_painter.hpp"
#include "render/texture_cache.hpp"

#include <cstdlib>
#include <format>
#include <utility>

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
    Slot<> lost_signal; // wlroots found out
    bool lost = false;

    void choose_painter();
    void adopt(wlr_renderer* made, Renderer& face);
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

/// All that hangs on the renderer before goes first: names of GL objects mean nothing to another context.
void Renderer::Parts::adopt(wlr_renderer* made, Renderer& face)
{
    painter.reset();
    textures.reset();
    lost_signal.disconnect();
    renderer.reset(made);
    lost_signal.connect<&Renderer::lose>(&face, made->events.lost);
    textures = std::make_unique<TextureCache>(*made);
    choose_painter();
    lost = false;
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
    p.adopt(p.renderer.release(), *out);
    log::info("drawing with {}{}", p.way, p.software ? ", on the processor" : "");
    return out;
}

wlr_renderer& Renderer::c() const { return *parts_->renderer; }
wlr_allocator& Renderer::allocator() const { return *parts_->allocator; }
std::string_view Renderer::name() const { return parts_->name; }
bool Renderer::is_software() const { return parts_->software; }
TextureCache& Renderer::textures() { return *parts_->textures; }
Painter& Renderer::painter() { return *parts_->painter; }
bool Renderer::paints_looks() const { return parts_->painter->paints_looks(); }
std::string const& Renderer::way() const { return parts_->way; }
bool Renderer::lost() const { return parts_->lost; }

bool Renderer::imports(wlr_buffer& buffer)
{
    wlr_dmabuf_attributes dmabuf{};
    auto const* formats = wlr_renderer_get_texture_formats(&c(), WLR_BUFFER_CAP_DMABUF);
    bool const offered = formats && wlr_buffer_get_dmabuf(&buffer, &dmabuf)
        && wlr_drm_format_set_has(formats, dmabuf.format, dmabuf.modifier);
    return offered && OwnedTexture{wlr_texture_from_buffer(&c(), &buffer)};
}

void Renderer::lose()
{
    if (std::exchange(parts_->lost, true))
        return;
    log::warning("the GPU lost its context: everything is made anew");
    if (on_lost)
        on_lost();
}

Result<> Renderer::rebuild(wlr_backend& backend)
{
    wlr_renderer* const made = wlr_renderer_autocreate(&backend);
    if (!made)
        return fail("no-renderer", "cannot draw: the GPU does not come back");
    parts_->adopt(made, *this);
    return {};
}

} // namespace vitrail
