#include "scene/surface_latch.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "scene/color_representation.hpp"
#include "scene/shm_import.hpp"

namespace vitrail {

namespace {

/// Sizes beyond this are nobody's screen; they only make sums overflow.
constexpr int largest_size = 1 << 20;

/// Regions in more pieces than this are simplified: a client must not make us count for it.
constexpr std::size_t most_boxes = 128;

Color color_of(wlr_single_pixel_buffer_v1 const& pixel)
{
    auto const part = [](std::uint32_t v) { return float(v) / float(UINT32_MAX); };
    return {part(pixel.r), part(pixel.g), part(pixel.b), part(pixel.a)};
}

} // namespace

void DiscardFeedback::operator()(wlr_presentation_feedback* feedback) const
{
    wlr_presentation_feedback_destroy(feedback);
}

SurfaceLatch::SurfaceLatch(wlr_surface& surface, SourceId id, EventLoop const& loop,
                           SurfaceHints const& hints, ShmImport* shm_import)
    : surface_{surface}, id_{id}, loop_{loop}, hints_{hints}, shm_import_{shm_import}
{
    commit_.connect<&SurfaceLatch::on_commit>(this, surface.events.commit);
}

SurfaceLatch* SurfaceLatch::of(wlr_surface& surface)
{
    return attached<SurfaceLatch>(surface.addons);
}

bool SurfaceLatch::awaits_refresh() const
{
    return feedback_ || !wl_list_empty(&surface_.current.frame_callback_list);
}

bool SurfaceLatch::owes_callback() const
{
    return is_sampled() && !wl_list_empty(&surface_.current.frame_callback_list);
}

void SurfaceLatch::on_commit()
{
    ++commits_;
    // A commit that nobody showed before the next one came is discarded here.
    feedback_.reset(wlr_presentation_surface_sampled(&surface_));
    damage_.clear();
    if (surface_.current.committed & WLR_SURFACE_STATE_BUFFER) {
        auto const before = picture_.content;
        latch_buffer();
        if (before && before != picture_.content)
            before->replaced();
        pace_.ready(loop_.now());
    }
    latch_geometry();
    auto const& content = picture_.content;
    picture_.yuv = content ? committed_conversion(surface_, content->format) : std::nullopt;
}

void SurfaceLatch::latch_buffer()
{
    auto* const buffer = surface_.current.buffer;
    auto const before = std::exchange(picture_.content, nullptr);
    picture_.color = {};
    if (!buffer)
        return;
    if (auto const* pixel = wlr_single_pixel_buffer_v1_try_from_buffer(buffer)) {
        picture_.color = color_of(*pixel);
        return;
    }
    auto content = describe_buffer(*buffer);
    auto const whole = Rect<BufferPx>::of(content.size);
    bool const like_before = before && before->size == content.size && before->format == content.format;
    damage_ = like_before ? Region<BufferPx>::copy_of(surface_.buffer_damage) & Region<BufferPx>{whole} : whole;
    if (damage_.boxes().size() > most_boxes)
        damage_ = damage_.bounds();
    if (damage_.empty()) {
        picture_.content = before; // it shows nothing new: it goes back to the client at once
        return;
    }
    if (before)
        content.damages = before->damages;
    content.serial = ++serial_;
    content.damages[content.serial % Content::kept_damages] = damage_;
    picture_.content = std::make_shared<Content const>(std::move(content));
}

Content SurfaceLatch::describe_buffer(wlr_buffer& buffer)
{
    auto out = describe(BufferRef{&buffer});
    auto const* const before = std::exchange(attached_, &buffer);
    if (out.memory == Memory::Shm && shm_import_)
        if (auto twin = shm_import_->in_place(buffer, before)) {
            out.buffer = std::move(twin);
            out.in_place = true;
        }
    return out;
}

void SurfaceLatch::latch_geometry()
{
    auto const& now = surface_.current;
    bool const has_picture = wlr_surface_has_buffer(&surface_);
    wlr_fbox source{};
    wlr_surface_get_buffer_source_box(&surface_, &source);
    picture_.source = picture_.content ? FRect<BufferPx>{source.x, source.y, source.width, source.height}
                                       : FRect<BufferPx>{};
    picture_.size = {std::min(now.width, largest_size), std::min(now.height, largest_size)};
    if (!has_picture)
        picture_.size = {};
    picture_.transform = Transform(now.transform);
    picture_.opaque = Region<Logical>::copy_of(surface_.opaque_region);
    if (picture_.opaque.boxes().size() > most_boxes)
        picture_.opaque.clear();
    auto const* modifier = wlr_alpha_modifier_v1_get_surface_state(&surface_);
    picture_.alpha = modifier ? float(modifier->multiplier) : 1.0F;
    picture_.may_tear = hints_.may_tear(surface_);
    picture_.content_type = hints_.content_type(surface_);
}

} // namespace vitrail
