#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <filesystem>

namespace vitrail::test {

/// What Vitrail asks of the world below it, and may not get.
enum class FaultPoint : unsigned {
    AtomicTest,    ///< the kernel's answer to a TEST_ONLY request
    AtomicCommit,  ///< the kernel's answer to a commit, mode sets included
    FlipEvent,     ///< the event of a finished page flip, which never arrives
    AddFramebuffer,
    ImportBuffer,  ///< a dmabuf into the display's device
    ExportBuffer,  ///< of the device, as a dmabuf
    DumbBuffer,    ///< memory of the device without a GPU
    PropertyBlob,  ///< modes, damage, colours
    SyncObject,    ///< everything about timelines
    GbmBuffer,
    EglImage,
    EglCurrent,    ///< making the context the current one
    Buffer,        ///< wlroots' allocator
    Swapchain,     ///< its next buffer
    Texture,
    RenderPass,
    Resource,      ///< a protocol object: wl_resource_create
    Send,          ///< sendmsg: words to clients
    Receive,       ///< recvmsg: words of clients
    Map,           ///< mmap of a file
    MemoryFile,    ///< memfd_create, shm_open
    Duplicate,     ///< of a descriptor
    Timer,         ///< timerfd_create, eventfd
    Watch,         ///< epoll_ctl, of a new descriptor
};
constexpr std::size_t fault_points = std::size_t(FaultPoint::Watch) + 1;

/// Which call fails. A file that a test and the preload tests/bed/preload/fault_points.cpp both map.
struct FaultPlan {
    std::atomic<unsigned> point{};
    std::atomic<int> countdown{}; ///< to the call that fails; 0 and below: past it
    std::atomic<int> times{};     ///< how many calls fail from then on; 0: none ever
    std::atomic<int> error{};     ///< errno
    std::array<std::atomic<unsigned>, fault_points> calls{}; ///< since the test last looked
    std::atomic<unsigned> failed{};
};

/// The plan of programs that were started with the preload and VITRAIL_FAULT_PLAN=file().
class FaultPlanFile {
public:
    FaultPlanFile();
    ~FaultPlanFile();
    FaultPlanFile(FaultPlanFile const&) = delete;
    FaultPlanFile& operator=(FaultPlanFile const&) = delete;

    [[nodiscard]] std::filesystem::path const& file() const { return file_; }
    /// The n-th call from now fails, and `times - 1` after it.
    void arm(FaultPoint point, int n, int error, int times = 1);
    /// Nothing fails any more; tells how often something did since arm().
    unsigned disarm();
    [[nodiscard]] bool struck() const { return plan_->failed > 0; }
    /// How often that was called since the last time of asking.
    unsigned take_calls(FaultPoint point) { return plan_->calls[std::size_t(point)].exchange(0); }

private:
    std::filesystem::path file_;
    FaultPlan* plan_;
};

} // namespace vitrail::test
