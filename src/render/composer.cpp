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
#include "painter.hpp"
#include "render/texture_cache.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace vitrail {

namespace {

/// Pixels a software renderer paints between two turns of the loop: two to three milliseconds of blending.
constexpr std::int64_t band_pixels = 1024 * 512;

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
    auto const strokes = strokes_of(frame, area);
    if (!paint(*frame.composed.get(), strokes))
        return false;
    ++stats_.passes;
    stats_.pixels += std::uint64_t(area.area());
    stats_.bytes_written += std::uint64_t(area.area()) * 4;
    for (auto const& stroke : strokes)
        if (stroke.picture)
            stats_.bytes_read += bytes_read(*stroke.picture, stroke.clip);
    return true;
}

bool Composer::paint(wlr_buffer& target, std::span<Stroke const> strokes)
{
    auto& painter = renderer_.painter();
    auto& textures = renderer_.textures();
    auto const uploads_before = textures.uploads();
    auto const draws_before = painter.draws();
    auto const painted = painter.paint(target, strokes);
    stats_.uploads += textures.uploads() - uploads_before;
    stats_.draws += painter.draws() - draws_before;
    std::ranges::copy(textures.take_copied(), std::back_inserter(copied_));
    textures.end_pass();
    return painted == Painted::Yes;
}

bool Composer::paint_cursor(Layer const& cursor, wlr_buffer& target)
{
    Layer moved = cursor;
    moved.dest = {0, 0, cursor.dest.width, cursor.dest.height};
    std::array const strokes{
        Stroke{.clip = Rect<OutputPx>{0, 0, target.width, target.height}},
        Stroke{.clip = moved.dest, .picture = &moved, .blend = true},
    };
    return renderer_.textures().get(cursor.id, cursor.content) && paint(target, strokes);
}

YuvSupport const& Composer::yuv() const { return renderer_.painter().yuv(); }

std::vector<SourceId> Composer::take_copied() { return std::exchange(copied_, {}); }

} // namespace vitrail
