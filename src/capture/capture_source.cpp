#include "capture/capture_source.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <drm_fourcc.h>
#include <utility>

namespace vitrail {

namespace {

using Source = wlr_ext_image_capture_source_v1;

constexpr Duration retry_delay = std::chrono::milliseconds{100};

/// Buffers that the renderer draws into and recorders read from, for `size`; null when there are none.
wlr_swapchain* make_swapchain(Renderer& renderer, Size<OutputPx> size, bool translucent)
{
    auto& allocator = renderer.allocator();
    std::uint32_t const fourcc = translucent ? DRM_FORMAT_ARGB8888 : DRM_FORMAT_XRGB8888;
    std::uint64_t linear = DRM_FORMAT_MOD_LINEAR;
    wlr_drm_format const plain{.format = fourcc, .len = 1, .capacity = 1, .modifiers = &linear};
    // wlroots tells what its renderer samples, not what it draws into: for these formats that is the same.
    bool const on_gpu = allocator.buffer_caps & WLR_BUFFER_CAP_DMABUF;
    auto const* set = on_gpu ? wlr_renderer_get_texture_formats(&renderer.c(), WLR_BUFFER_CAP_DMABUF) : nullptr;
    auto const* tiled = set ? wlr_drm_format_set_get(set, fourcc) : nullptr;
    return wlr_swapchain_create(&allocator, size.width, size.height, tiled ? tiled : &plain);
}

/// Everything into one buffer.
Assignment one_picture_of(LayerStack const& stack)
{
    return {.placements = {stack.layers.size(), Placement{std::nullopt, Verdict::Capture}},
        .composed = PlaneId{}};
}

} // namespace

CaptureSource& CaptureSource::of(Source* c)
{
    return *reinterpret_cast<Hook*>(c)->self;
}

wlr_ext_image_capture_source_v1_interface const& CaptureSource::callbacks()
{
    static constexpr wlr_ext_image_capture_source_v1_interface impl{
        .start = [](Source* c, bool with_cursor) { of(c).start(with_cursor); },
        .stop = [](Source* c) { of(c).stop(); },
        .request_frame =
            [](Source* c, bool is_behind) {
                auto& source = of(c);
                source.request();
                if (is_behind)
                    source.begin();
            },
        .copy_frame = [](Source* c, wlr_ext_image_copy_capture_frame_v1* target,
                          wlr_ext_image_capture_source_v1_frame_event*) { of(c).copy_to(*target); },
        .get_pointer_cursor = nullptr,
    };
    return impl;
}

CaptureSource::CaptureSource(
    EventLoop& loop, Renderer& renderer, std::unique_ptr<CaptureSubject> subject, std::function<void()> let_go)
    : renderer_{renderer}
    , loop_{loop}
    , subject_{std::move(subject)}
    , let_go_{std::move(let_go)}
    , composer_{loop, renderer}
    , turn_{loop, [this] { turn(); }}
    , next_band_{loop, [this] { turn(); }}
{
    hook_.self = this;
    wlr_ext_image_capture_source_v1_init(&hook_.c, &callbacks());
    reshaped();
}

CaptureSource::~CaptureSource()
{
    let_go_ = {};
    wlr_ext_image_capture_source_v1_finish(&hook_.c); // ends the sessions that there are
}

bool CaptureSource::unused() const
{
    return sessions_ == 0 && wl_list_empty(&hook_.c.resources);
}

void CaptureSource::reshaped()
{
    auto const size = subject_->size();
    if (size.empty() || (swapchain_ && swapchain_->width == size.width && swapchain_->height == size.height))
        return;
    forget_pictures();
    swapchain_.reset(make_swapchain(renderer_, size, subject_->translucent()));
    if (swapchain_)
        wlr_ext_image_capture_source_v1_set_constraints_from_swapchain(&hook_.c, swapchain_.get(), &renderer_.c());
    else
        log::warning("what should be captured cannot be painted: no buffers of {}x{}", size.width, size.height);
}

void CaptureSource::forget_pictures()
{
    turn_.disarm();
    next_band_.disarm();
    frame_.reset();
    composer_.forget();
    damage_.clear();
    subject_->begin();
    changed(Rect<OutputPx>::of(subject_->size()));
}

void CaptureSource::start(bool with_cursor)
{
    bool const another = std::exchange(with_cursor_, with_cursor) != with_cursor;
    if (sessions_++ == 0 || another)
        forget_pictures();
}

void CaptureSource::stop()
{
    if (--sessions_ > 0)
        return;
    turn_.disarm();
    next_band_.disarm();
    frame_.reset();
    awaited_ = 0;
    if (let_go_)
        let_go_();
}

void CaptureSource::changed(Region<OutputPx> const& damage)
{
    damage_ |= damage;
    composer_.add_damage(damage);
    if (awaited_ > 0 && !damage_.empty())
        begin();
}

void CaptureSource::request()
{
    ++awaited_;
    if (!damage_.empty())
        begin();
}

/// Not now: what goes on now is a frame for the screen, or a request.
void CaptureSource::begin()
{
    if (!turn_.armed() && !frame_)
        turn_.arm(loop_.now());
}

bool CaptureSource::take_picture()
{
    auto stack = subject_->picture();
    if (!stack || !swapchain_ || stack->size != Size<OutputPx>{swapchain_->width, swapchain_->height})
        return false; // the next change asks again
    if (!with_cursor_)
        leave_out(*stack, [](Layer const& layer) { return layer.role == LayerRole::Cursor; });
    auto buffer = BufferRef::adopt(wlr_swapchain_acquire(swapchain_.get()));
    if (!buffer) {
        try_later();
        return false;
    }
    frame_.emplace();
    frame_->assignment = one_picture_of(*stack);
    frame_->stack = std::make_shared<LayerStack const>(std::move(*stack));
    frame_->composed = std::move(buffer);
    taken_ = std::exchange(damage_, {});
    return true;
}

void CaptureSource::turn()
{
    if (!frame_ && !take_picture())
        return;
    auto const progress = composer_.compose(*frame_);
    if (auto const copied = composer_.take_copied(); !copied.empty())
        subject_->copied(copied);
    switch (progress) {
    case Progress::Continue: return next_band_.arm();
    case Progress::Done: hand_out(); break;
    case Progress::Failed:
        damage_ |= Rect<OutputPx>::of(frame_->stack->size);
        composer_.forget();
        frame_.reset();
        return try_later();
    }
    frame_.reset();
    if (awaited_ > 0 && !damage_.empty())
        begin();
}

/// Memory comes and goes, and whoever waits need not wait for the next change.
void CaptureSource::try_later()
{
    if (awaited_ > 0)
        turn_.arm(loop_.now() + retry_delay);
}

/// Painting takes a while: what may not be seen any more is not handed out, and recorders go on waiting.
void CaptureSource::hand_out()
{
    if (subject_->may_be_seen(*frame_->stack))
        deliver();
    else
        damage_ |= Rect<OutputPx>::of(frame_->stack->size);
}

void CaptureSource::deliver()
{
    if (!taken_.empty())
        awaited_ = 0; // wlroots serves all who wait
    wlr_ext_image_capture_source_v1_frame_event event{.damage = taken_.c()};
    wl_signal_emit_mutable(&hook_.c.events.frame, &event);
    taken_.clear();
}

void CaptureSource::copy_to(wlr_ext_image_copy_capture_frame_v1& target)
{
    awaited_ = std::max(0, awaited_ - 1);
    auto const now = to_timespec(loop_.now());
    if (wlr_ext_image_copy_capture_frame_v1_copy_buffer(&target, frame_->composed.get(), &renderer_.c()))
        wlr_ext_image_copy_capture_frame_v1_ready(
            &target, static_cast<wl_output_transform>(subject_->transform()), &now);
}

} // namespace vitrail
