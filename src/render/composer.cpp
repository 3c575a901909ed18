// One buffer out of the layers that got no plane.
//
// Painting is the cost that planes avoid, so nothing is painted twice and nothing that cannot be seen: only the pixels
// that changed since this buffer was last shown, of each layer only what no opaque layer above hides, and the background
// only where no layer is opaque. Bottom to top, one pass.
//
// A software renderer paints in the caller: a whole 4K picture would keep clients waiting for tens of milliseconds. So
// it paints bands of rows, each in a pass of its own; clients are answered in between (Progress::Continue).

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

/// How long a software renderer may paint between two turns of the loop: a client that asks something waits half of it.
constexpr Duration band_time = std::chrono::microseconds{150};
/// What it paints in that time as long as it is not known (and where no time passes, in tests).
constexpr std::int64_t first_band = 1024 * 512;
/// With less each turn would cost more than what it paints.
constexpr std::int64_t least_band = 1024 * 64;

/// Where the topmost rows of a region end that have so many of its pixels; one row at least.
int end_of_rows(Region<OutputPx> const& region, std::int64_t pixels)
{
    auto const boxes = region.boxes(); // those of the same rows follow each other
    for (auto box = boxes.begin(); box != boxes.end();) {
        auto const& first = *box;
        std::int64_t width = 0;
        for (; box != boxes.end() && box->y1 == first.y1; ++box)
            width += box->x2 - box->x1;
        if (pixels < width * (first.y2 - first.y1))
            return std::max(first.y1 + int(pixels / width), region.bounds().y + 1);
        pixels -= width * (first.y2 - first.y1);
    }
    return region.bounds().bottom();
}

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

Composer::Composer(EventLoop const& loop, Renderer& renderer)
    : loop_{loop}, renderer_{renderer}, ring_{std::make_unique<Ring>()}, band_pixels_{first_band}
{
}

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
        ++stats_.passes;
        stats_.damage += std::uint64_t(frame.composed_damage.area());
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
    frame.composed_fence = renderer_.painter().take_fence();
    return Progress::Done;
}

/// All that is left, or, where painting blocks the loop, as many of its topmost rows as make a band.
Region<OutputPx> Composer::next_band() const
{
    auto const& left = job_->left;
    if (!renderer_.is_software() || left.area() <= band_pixels_)
        return left;
    auto const bounds = left.bounds();
    return left & Region<OutputPx>{{bounds.x, bounds.y, bounds.width, end_of_rows(left, band_pixels_) - bounds.y}};
}

bool Composer::paint(Frame const& frame, Region<OutputPx> const& area)
{
    auto const begun = loop_.now();
    auto const strokes = strokes_of(frame, area);
    if (!paint(*frame.composed.get(), strokes))
        return false;
    ++stats_.bands;
    learn_speed(area.area(), loop_.now() - begun);
    stats_.pixels += std::uint64_t(area.area());
    stats_.bytes_written += std::uint64_t(area.area()) * 4;
    stats_.looks += std::uint64_t(std::ranges::count_if(strokes, [](Stroke const& s) { return s.look != nullptr; }));
    for (auto const& stroke : strokes)
        if (stroke.picture)
            stats_.bytes_read += bytes_read(*stroke.picture, stroke.clip);
    return true;
}

void Composer::learn_speed(std::int64_t pixels, Duration taken)
{
    stats_.cpu += taken;
    if (taken <= Duration::zero() || !renderer_.is_software())
        return;
    // A band of another kind may be much slower than the one before: half way there at each.
    auto const possible = std::int64_t(double(pixels) * double(band_time.count()) / double(taken.count()));
    if (pixels >= least_band || possible < band_pixels_)
        band_pixels_ = std::clamp((band_pixels_ + possible) / 2, least_band, 8 * first_band);
}

bool Composer::paint(wlr_buffer& target, std::span<Stroke const> strokes)
{
    auto& painter = renderer_.painter();
    auto& textures = renderer_.textures();
    auto const uploads_before = textures.uploads(), bytes_before = textures.bytes_copied();
    auto const draws_before = painter.draws(), failures_before = textures.failures();
    auto const painted = renderer_.lost() ? Painted::Lost : painter.paint(target, strokes);
    if (painted == Painted::Lost)
        renderer_.lose();
    stats_.uploads += textures.uploads() - uploads_before;
    stats_.bytes_copied += textures.bytes_copied() - bytes_before;
    stats_.draws += painter.draws() - draws_before;
    left_out_ |= textures.failures() > failures_before;
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
    return !renderer_.lost() && renderer_.textures().get(cursor.id, cursor.content) && paint(target, strokes);
}

Duration Composer::gpu_time()
{
    if (auto const taken = renderer_.painter().gpu_time()) {
        gpu_time_ = *taken;
        stats_.gpu += *taken;
    }
    return renderer_.is_software() ? Duration::zero() : gpu_time_;
}

YuvSupport const& Composer::yuv() const { return renderer_.painter().yuv(); }

bool Composer::take_left_out() { return std::exchange(left_out_, false); }

std::vector<SourceId> Composer::take_copied() { return std::exchange(copied_, {}); }

} // namespace vitrail
