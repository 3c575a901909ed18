#include "late_fence.hpp"

#include "client_dmabuf.hpp"

#include <fcntl.h>
#include <linux/dma-buf.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <xf86drm.h>

namespace vitrail::test {

namespace {

// The kernel's drivers/dma-buf/sw_sync.c: the interface has no header.
struct CreateFence {
    std::uint32_t value;
    char name[32];
    std::int32_t fence;
};
constexpr auto create_fence = _IOWR('W', 0, CreateFence);
constexpr auto advance = _IOW('W', 1, std::uint32_t);

void must(bool done, char const* what)
{
    if (!done)
        throw std::runtime_error{what};
}

} // namespace

LateFence::LateFence() : timeline_{open("/sys/kernel/debug/sync/sw_sync", O_RDWR | O_CLOEXEC)}
{
    must(bool(timeline_), "the kernel has no sw_sync");
    CreateFence request{.value = 1, .name = "late", .fence = -1};
    must(ioctl(timeline_.get(), create_fence, &request) == 0, "sw_sync makes no fence");
    fence_ = Fd{request.fence};
}

void LateFence::hang_on(TestDmabuf const& buffer) const
{
    dma_buf_import_sync_file request{.flags = DMA_BUF_SYNC_WRITE, .fd = fence_.get()};
    must(ioctl(buffer.dmabuf(), DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &request) == 0, "a dmabuf takes no fence");
}

void LateFence::signal()
{
    std::uint32_t one = 1;
    must(ioctl(timeline_.get(), advance, &one) == 0, "a fence does not signal");
}

ClientTimeline::ClientTimeline() : ClientTimeline{std::make_shared<Fd>(open("/dev/dri/renderD128", O_RDWR | O_CLOEXEC))} { }

ClientTimeline::ClientTimeline(std::shared_ptr<Fd> device) : device_{std::move(device)}
{
    must(*device_ && drmSyncobjCreate(device_->get(), 0, &handle_) == 0, "there is no device with syncobjs");
}

ClientTimeline::~ClientTimeline() { drmSyncobjDestroy(device_->get(), handle_); }

int ClientTimeline::export_fd() const
{
    int fd = -1;
    must(drmSyncobjHandleToFD(device_->get(), handle_, &fd) == 0, "a timeline cannot be shared");
    return fd;
}

void ClientTimeline::set_point(std::uint64_t point, LateFence const& fence)
{
    std::uint32_t binary = 0;
    must(drmSyncobjCreate(device_->get(), 0, &binary) == 0
             && drmSyncobjImportSyncFile(device_->get(), binary, fence.sync_file()) == 0
             && drmSyncobjTransfer(device_->get(), handle_, point, binary, 0, 0) == 0,
         "a timeline takes no fence");
    drmSyncobjDestroy(device_->get(), binary);
}

void ClientTimeline::signal(std::uint64_t point)
{
    must(drmSyncobjTimelineSignal(device_->get(), &handle_, &point, 1) == 0, "a point cannot be signalled");
}

bool ClientTimeline::signalled(std::uint64_t point) const
{
    auto handle = handle_;
    return drmSyncobjTimelineWait(device_->get(), &handle, &point, 1, 0, DRM_SYNCOBJ_WAIT_FLAGS_WAIT_FOR_SUBMIT, nullptr)
        == 0;
}

void ClientTimeline::reset()
{
    must(drmSyncobjReset(device_->get(), &handle_, 1) == 0, "a timeline cannot be reset");
}

} // namespace vitrail::test
