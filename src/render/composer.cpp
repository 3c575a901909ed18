// One buffer out of the layers that got no plane.
//
// Painting is the cost that planes avoid, so nothing is painted twice and nothing that cannot be seen: only the pixels
// that changed since this buffer was last shown, of each layer only what no opaque layer above hides, and the background
// only where no layer is opaque. Bottom to top, one pass.
//
// A software renderer paints in the caller: a whole 4K picture would keep clients waiting for tens of milliseconds. So
// it paints bands of rows, one a turn of the loop (Progress::Continue), each in a pass of its own.

#include "render/composer.hpp"

#include "base/wlr.hpp"
#include "bytes_read.hpp"
#include "render/texture_cache.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace vitrail {

namespace {

/// Pixels a software renderer paints between two turns of the loop: two to three milliseconds of blending.
constexpr std::int64_t band_pixels = 1024 * 512;

wlr_box to_wlr(Rect<OutputPx> const& r) { return {r.x, r.y, r.width, r.height}; }
wlr_fbox to_wlr(FRect<BufferPx> const& r) { return {r.x, r.y, r.width, r.height}; }
wlr_render_color to_wlr(Color const& c) { return {c.r, c.g, c.b, c.a}; }

void add_color(wlr_render_pass* pass, Rect<OutputPx> const& box, Color const& color, Region<OutputPx> const& clip)
{
    if (clip.empty())
        return;
    wlr_render_rect_options const options{
        .box = to_wlr(box),
        .color = to_wlr(color),
        .clip = clip.c(),
        .blend_mode = color.opaque() ? WLR_RENDER_BLEND_MODE_NONE : WLR_RENDER_BLEND_MODE_PREMULTIPLIED,
    };
    wlr_render_pass_add_rect(pass, &options);
}

/// A filter makes no difference to RGB that is not scaled, but to the chroma of YUV: planes repeat it.
wlr_scale_filter_mode filter_of(Layer const& layer)
{
    auto const& s = layer.source;
    bool const turned = swaps_axes(layer.transform);
    bool const scaled = (turned ? s.height : s.width) != layer.dest.width || (turned ? s.width : s.height) != layer.dest.height;
    return is_yuv(layer.content->format) && !scaled ? WLR_SCALE_FILTER_NEAREST : WLR_SCALE_FILTER_BILINEAR;
}

void add_picture(wlr_render_pass* pass, Layer const& layer, wlr_texture* texture, Region<OutputPx> const& clip)
{
    bool const covers = layer.alpha >= 1.0F && (clip - layer.opaque).empty();
    wlr_render_texture_options const options{
        .texture = texture,
        .src_box = to_wlr(layer.source),
        .dst_box = to_wlr(layer.dest),
        .alpha = &layer.alpha,
        .clip = clip.c(),
        .transform = static_cast<wl_output_transform>(layer.transform),
        .filter_mode = filter_of(layer),
        .blend_mode = covers ? WLR_RENDER_BLEND_MODE_NONE : WLR_RENDER_BLEND_MODE_PREMULTIPLIED,
    };
    wlr_render_pass_add_texture(pass, &options);
}

/// What lies on a plane below is seen through pixels that are nothing at all.
void add_hole(wlr_render_pass* pass, Rect<OutputPx> const& box, Region<OutputPx> const& clip)
{
    if (clip.empty())
        return;
    wlr_render_rect_options const options{
        .box = to_wlr(box),
        .clip = clip.c(),
        .blend_mode = WLR_RENDER_BLEND_MODE_NONE,
    };
    wlr_render_pass_add_rect(pass, &options);
}

Color faded(Color c, float alpha) { return {c.r * alpha, c.g * alpha, c.b * alpha, c.a * alpha}; }

} // namespace

/// wlroots' damage ring, which knows for each buffer what changed since it was painted.
struct Composer::Ring {
    wlr_damage_ring ring{};
    Ring() { wlr_damage_ring_init(&ring); }
    ~Ring() { wlr_damage_ring_finish(&ring); }
    Ring(Ring const&) = delete;
};

/// A picture that is being painted.
struct Composer::Job {
    Region<OutputPx> left; // still to be painted
};

Composer::Composer(Renderer& renderer) : renderer_{renderer}, ring_{std::make_unique<Ring>()} {}
Composer::~Composer() = default;

void Composer::add_damage(Region<OutputPx> const& damage) { wlr_damage_ring_add(&ring_->ring, damage.c()); }

bool Composer::dirty() const { return pixman_region32_not_empty(&ring_->ring.current); }

void Composer::forget()
{
    job_.reset();
    ring_ = std::make_unique<Ring>();
}

Progress Composer::compose(Frame& frame)
{
    if (!job_) {
        frame.composed_damage = Region<OutputPx>::copy_of(ring_->ring.current);
        job_ = std::make_unique<Job>();
        wlr_damage_ring_rotate_buffer(&ring_->ring, frame.composed.get(), job_->left.c());
    }
    auto const band = next_band();
    if (!paint(frame, band)) {
        forget();
        return Progress::Failed;
    }
    job_->left -= band;
    if (!job_->left.empty())
        return Progress::Continue;
    job_.reset();
    return Progress::Done;
}

/// All that is left, or, where painting blocks the loop, the topmost rows of it.
Region<OutputPx> Composer::next_band() const
{
    auto const bounds = job_->left.bounds();
    if (!renderer_.is_software() || bounds.area() <= band_pixels)
        return job_->left;
    int const rows = std::max<int>(1, int(band_pixels / bounds.width));
    return job_->left & Region<OutputPx>{{bounds.x, bounds.y, bounds.width, rows}};
}

bool Composer::paint(Frame const& frame, Region<OutputPx> const& area)
{
    wlr_buffer_pass_options const options{};
    wlr_render_pass* pass = wlr_renderer_begin_buffer_pass(&renderer_.c(), frame.composed.get(), &options);
    if (!pass)
        return false;
    auto const& layers = frame.stack.layers;

    Region<OutputPx> bare = area; // where nothing opaque lies
    for (auto const& layer : layers)
        if (layer.alpha >= 1.0F)
            bare -= layer.opaque;
    add_color(pass, Rect<OutputPx>::of(frame.stack.size), frame.stack.background, bare);

    auto const uploads_before = renderer_.textures().uploads();
    for (std::size_t i = layers.size(); i-- > 0;) {
        switch (frame.assignment.path(i)) {
        case Path::Composed: add_layer(pass, layers[i], area); break;
        case Path::Above:    break;
        case Path::Below:    add_hole(pass, layers[i].dest, layers[i].visible & area); break;
        }
    }
    bool const ok = wlr_render_pass_submit(pass);
    stats_.uploads += renderer_.textures().uploads() - uploads_before;
    std::ranges::copy(renderer_.textures().take_copied(), std::back_inserter(copied_));
    renderer_.textures().end_pass();
    ++stats_.passes;
    stats_.pixels += std::uint64_t(area.area());
    stats_.bytes_written += std::uint64_t(area.area()) * 4;
    return ok;
}

void Composer::add_layer(wlr_render_pass* pass, Layer const& layer, Region<OutputPx> const& area)
{
    Region<OutputPx> const clip = layer.visible & area;
    if (clip.empty())
        return;
    if (!layer.content || layer.content->memory == Memory::SinglePixel)
        return add_color(pass, layer.dest, faded(layer.content ? layer.content->color : layer.color, layer.alpha), clip);
    if (wlr_texture* texture = renderer_.textures().get(layer.id, layer.content)) {
        add_picture(pass, layer, texture, clip);
        stats_.bytes_read += bytes_read(layer, clip);
    }
}

bool Composer::paint_cursor(Layer const& cursor, wlr_buffer& target)
{
    wlr_buffer_pass_options const options{};
    wlr_render_pass* pass = wlr_renderer_begin_buffer_pass(&renderer_.c(), &target, &options);
    if (!pass)
        return false;
    wlr_render_rect_options const clear{
        .box = {0, 0, target.width, target.height},
        .blend_mode = WLR_RENDER_BLEND_MODE_NONE,
    };
    wlr_render_pass_add_rect(pass, &clear);
    Layer moved = cursor;
    moved.dest = {0, 0, cursor.dest.width, cursor.dest.height};
    wlr_texture* texture = renderer_.textures().get(cursor.id, cursor.content);
    if (texture)
        add_picture(pass, moved, texture, moved.dest);
    bool const ok = wlr_render_pass_submit(pass) && texture;
    std::ranges::copy(renderer_.textures().take_copied(), std::back_inserter(copied_));
    renderer_.textures().end_pass();
    return ok;
}

/// GLES lets Mesa convert, which takes BT.601 in limited range when nobody says anything else, and nobody can through
/// wlroots. pixman reads no YUV at all.
std::span<YuvConversion const> Composer::yuv() const
{
    static constexpr std::array mesa{YuvConversion{YuvEncoding::Bt601, YuvRange::Limited}};
    return renderer_.name() == "pixman" ? std::span<YuvConversion const>{} : mesa;
}

std::vector<SourceId> Composer::take_copied() { return std::exchange(copied_, {}); }

} // namespace vitrail
