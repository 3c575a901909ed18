#include "pass_painter.hpp"

#include "base/wlr.hpp"
#include "render/texture_cache.hpp"
#include "sampling.hpp"

namespace vitrail {

namespace {

wlr_box to_wlr(Rect<OutputPx> const& r) { return {r.x, r.y, r.width, r.height}; }
wlr_fbox to_wlr(FRect<BufferPx> const& r) { return {r.x, r.y, r.width, r.height}; }

wlr_render_blend_mode blend_mode(Stroke const& stroke)
{
    return stroke.blend ? WLR_RENDER_BLEND_MODE_PREMULTIPLIED : WLR_RENDER_BLEND_MODE_NONE;
}

void add_color(wlr_render_pass* pass, Stroke const& stroke, wlr_buffer const& target)
{
    auto const& c = stroke.color;
    wlr_render_rect_options const options{
        .box = {0, 0, target.width, target.height},
        .color = {c.r, c.g, c.b, c.a},
        .clip = stroke.clip.c(),
        .blend_mode = blend_mode(stroke),
    };
    wlr_render_pass_add_rect(pass, &options);
}

void add_picture(wlr_render_pass* pass, Stroke const& stroke, wlr_texture* texture)
{
    Layer const& layer = *stroke.picture;
    wlr_render_texture_options const options{
        .texture = texture,
        .src_box = to_wlr(layer.source),
        .dst_box = to_wlr(layer.dest),
        .alpha = &layer.alpha,
        .clip = stroke.clip.c(),
        .transform = static_cast<wl_output_transform>(layer.transform),
        .filter_mode = takes_nearest(layer) ? WLR_SCALE_FILTER_NEAREST : WLR_SCALE_FILTER_BILINEAR,
        .blend_mode = blend_mode(stroke),
    };
    wlr_render_pass_add_texture(pass, &options);
}

} // namespace

/// GLES lets Mesa convert, which takes BT.601 in limited range when nobody says anything else, and nobody can through
/// wlroots; so does Vulkan. Of 10 bits Mesa makes fractions of 65535, and takes those for fractions of 255, which is up to three
/// steps of 255 off. pixman reads no YUV at all.
PassPainter::PassPainter(wlr_renderer& renderer, TextureCache& textures) : renderer_{renderer}, textures_{textures}
{
    if (wlr_renderer_is_gles2(&renderer))
        yuv_.of_8_bits = {YuvConversion{YuvEncoding::Bt601, YuvRange::Limited}};
    else if (!wlr_renderer_is_pixman(&renderer))
        yuv_.of_any_format = {YuvConversion{YuvEncoding::Bt601, YuvRange::Limited}};
}

Painted PassPainter::paint(wlr_buffer& target, std::span<Stroke const> strokes)
{
    wlr_buffer_pass_options const options{};
    wlr_render_pass* pass = wlr_renderer_begin_buffer_pass(&renderer_, &target, &options);
    if (!pass)
        return Painted::No;
    for (auto const& stroke : strokes)
        add(pass, stroke, target);
    return wlr_render_pass_submit(pass) ? Painted::Yes : Painted::No;
}

/// Looks are left out: what is round is square here, and shadows are not there at all.
void PassPainter::add(wlr_render_pass* pass, Stroke const& stroke, wlr_buffer const& target)
{
    if (stroke.look && stroke.look->shadow_reach > 0)
        return;
    if (!stroke.picture)
        add_color(pass, stroke, target);
    else if (wlr_texture* texture = textures_.get(stroke.picture->id, stroke.picture->content))
        add_picture(pass, stroke, texture);
    else
        return;
    ++draws_;
}

} // namespace vitrail
