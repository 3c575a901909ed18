#pragma once

#include "base/fd.hpp"

#include <cstdint>
#include <memory>

namespace vitrail::test {

class TestDmabuf;

/// Work that ends when the test says so: a fence of the kernel's sw_sync (debugfs), as a GPU's would be.
class LateFence {
public:
    /// Throws std::runtime_error where the kernel has no sw_sync.
    LateFence();

    /// The fence, as a sync_file.
    [[nodiscard]] int sync_file() const { return fence_.get(); }
    /// Makes it the implicit fence of whoever writes `buffer`.
    void hang_on(TestDmabuf const& buffer) const;
    void signal();

private:
    Fd timeline_, fence_;
};

/// A drm_syncobj timeline of a client's own.
class ClientTimeline {
public:
    ClientTimeline();
    /// Another one, on the same device.
    explicit ClientTimeline(std::shared_ptr<Fd> device);
    ~ClientTimeline();
    ClientTimeline(ClientTimeline const&) = delete;
    ClientTimeline& operator=(ClientTimeline const&) = delete;

    /// For linux-drm-syncobj: the timeline as a descriptor, which the caller owns.
    [[nodiscard]] int export_fd() const;
    /// `point` signals when `fence` does.
    void set_point(std::uint64_t point, LateFence const& fence);
    void signal(std::uint64_t point);
    [[nodiscard]] bool signalled(std::uint64_t point) const;
    /// As if nothing had been signalled: it is seen if something is once more.
    void reset();
    [[nodiscard]] std::shared_ptr<Fd> const& device() const { return device_; }

private:
    std::shared_ptr<Fd> device_;
    std::uint32_t handle_ = 0;
};

} // namespace vitrail::test
