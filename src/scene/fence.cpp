#include "fence.hpp"

#include "base/fd.hpp"
#include "base/wlr.hpp"

#include <algorithm>
#include <fcntl.h>
#include <linux/dma-buf.h>
#include <poll.h>
#include <span>
#include <sys/ioctl.h>

namespace vitrail {

namespace {

/// A point of a client's timeline.
class AcquirePoint final : public Fence {
public:
    AcquirePoint(TimelinePoint point, std::function<void()> signalled)
        : point_{std::move(point)}, signalled_{std::move(signalled)}
    {
        hook_.self = this;
    }
    ~AcquirePoint() override
    {
        if (waiting_)
            wlr_drm_syncobj_timeline_waiter_finish(&hook_.waiter);
    }
    AcquirePoint(AcquirePoint const&) = delete;

    /// False: it cannot be waited for, or has signalled.
    [[nodiscard]] bool wait(wl_event_loop* loop)
    {
        auto* const timeline = point_.timeline.get();
        bool done = false;
        // DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT: a point without a fence is not an error, it has just not signalled.
        if (wlr_drm_syncobj_timeline_check(timeline, point_.point, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT, &done) && done)
            return false;
        // No flags: signalled, not merely available (the header names another flag, which the kernel refuses here).
        waiting_ = wlr_drm_syncobj_timeline_waiter_init(&hook_.waiter, timeline, point_.point, 0, loop, &AcquirePoint::ready);
        return waiting_;
    }

private:
    static void ready(wlr_drm_syncobj_timeline_waiter* waiter)
    {
        AcquirePoint& self = *reinterpret_cast<Hook*>(waiter)->self;
        auto const signalled = self.signalled_; // may end this
        signalled();
    }

    // Standard layout with the waiter first: the C side hands that part back.
    struct Hook {
        wlr_drm_syncobj_timeline_waiter waiter{};
        AcquirePoint* self = nullptr;
    } hook_;
    TimelinePoint point_;
    std::function<void()> signalled_;
    bool waiting_ = false;
};

/// What the kernel knows to be writing to a dmabuf, as a file that becomes readable when it is done.
class ImplicitFence final : public Fence {
public:
    ImplicitFence(Fd sync_file, wl_event_loop* loop, std::function<void()> signalled)
        : sync_file_{std::move(sync_file)}, signalled_{std::move(signalled)}
    {
        source_ = wl_event_loop_add_fd(loop, sync_file_.get(), WL_EVENT_READABLE, &ImplicitFence::ready, this);
    }
    ~ImplicitFence() override
    {
        if (source_)
            wl_event_source_remove(source_);
    }
    ImplicitFence(ImplicitFence const&) = delete;

    /// False: nobody would hear when it signals.
    [[nodiscard]] bool waits() const { return source_ != nullptr; }

private:
    static int ready(int, std::uint32_t, void* data)
    {
        auto const signalled = static_cast<ImplicitFence*>(data)->signalled_; // may end this
        signalled();
        return 0;
    }

    Fd sync_file_;
    std::function<void()> signalled_;
    wl_event_source* source_ = nullptr;
};

bool readable(int fd)
{
    pollfd p{.fd = fd, .events = POLLIN, .revents = 0};
    return poll(&p, 1, 0) != 0; // an error is nothing that time mends
}

std::unique_ptr<Fence> implicit_fence(int dmabuf, wl_event_loop* loop, std::function<void()> const& signalled)
{
    if (readable(dmabuf))
        return nullptr;
    // The fences of now, as a snapshot: what is drawn into the buffer later is not waited for.
    dma_buf_export_sync_file request{.flags = DMA_BUF_SYNC_READ, .fd = -1};
    if (ioctl(dmabuf, DMA_BUF_IOCTL_EXPORT_SYNC_FILE, &request) != 0)
        return nullptr;
    auto fence = std::make_unique<ImplicitFence>(Fd{request.fd}, loop, signalled);
    return fence->waits() ? std::move(fence) : nullptr;
}

} // namespace

bool is_being_drawn(wlr_buffer& buffer)
{
    wlr_dmabuf_attributes dmabuf{};
    return wlr_buffer_get_dmabuf(&buffer, &dmabuf)
        && !std::ranges::all_of(std::span{dmabuf.fd, std::size_t(dmabuf.n_planes)}, readable);
}

std::vector<std::unique_ptr<Fence>> pending_fences(wlr_surface& surface, std::optional<TimelinePoint> const& acquire,
                                                   wl_event_loop* loop, std::function<void()> const& signalled)
{
    std::vector<std::unique_ptr<Fence>> out;
    auto const& next = surface.pending;
    if (!(next.committed & WLR_SURFACE_STATE_BUFFER) || !next.buffer)
        return out;
    if (acquire) {
        auto point = std::make_unique<AcquirePoint>(*acquire, signalled);
        if (point->wait(loop))
            out.push_back(std::move(point));
        return out;
    }
    wlr_dmabuf_attributes dmabuf{};
    if (wlr_buffer_get_dmabuf(next.buffer, &dmabuf))
        for (int const fd : std::span{dmabuf.fd, std::size_t(dmabuf.n_planes)})
            if (auto fence = implicit_fence(fd, loop, signalled))
                out.push_back(std::move(fence));
    return out;
}

} // namespace vitrail
