#include "framebuffers.hpp"

#include "base/attached.hpp"
#include "base/wlr.hpp"
#include "device.hpp"

#include <array>
#include <drm_fourcc.h>
#include <xf86drmMode.h>

namespace vitrail {

namespace {

/// The memory of a dmabuf as the device names it, one handle for each of its planes.
///
/// The kernel gives the same handle for the same memory and does not count how often: planes that share their memory
/// share the handle, which is closed once. A framebuffer keeps the memory by itself, so nothing is kept here.
class ImportedMemory {
public:
    ImportedMemory(int fd, wlr_dmabuf_attributes const& dmabuf) : fd_{fd}
    {
        for (int i = 0; i < dmabuf.n_planes && complete_; ++i)
            complete_ = drmPrimeFDToHandle(fd, dmabuf.fd[i], &handles_[std::size_t(i)]) == 0;
    }
    ~ImportedMemory()
    {
        for (auto it = handles_.begin(); it != handles_.end(); ++it)
            if (*it != 0 && std::find(handles_.begin(), it, *it) == it)
                drmCloseBufferHandle(fd_, *it);
    }
    ImportedMemory(ImportedMemory const&) = delete;
    ImportedMemory& operator=(ImportedMemory const&) = delete;

    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] std::uint32_t const* handles() const { return handles_.data(); }

private:
    int fd_;
    std::array<std::uint32_t, WLR_DMABUF_MAX_PLANES> handles_{};
    bool complete_ = true;
};

std::uint32_t make_framebuffer(KmsDevice const& device, wlr_dmabuf_attributes const& dmabuf, Format format)
{
    ImportedMemory const memory{device.fd(), dmabuf};
    if (!memory.complete())
        return 0;
    auto const width = std::uint32_t(dmabuf.width), height = std::uint32_t(dmabuf.height);
    std::uint32_t id = 0;
    if (dmabuf.modifier != DRM_FORMAT_MOD_INVALID && device.takes_modifiers()) {
        std::array<std::uint64_t, WLR_DMABUF_MAX_PLANES> modifiers{};
        std::fill_n(modifiers.begin(), dmabuf.n_planes, dmabuf.modifier);
        int const failed = drmModeAddFB2WithModifiers(device.fd(), width, height, format.fourcc, memory.handles(),
                                                      dmabuf.stride, dmabuf.offset, modifiers.data(), &id,
                                                      DRM_MODE_FB_MODIFIERS);
        return failed ? 0 : id;
    }
    if (dmabuf.modifier != DRM_FORMAT_MOD_INVALID && dmabuf.modifier != DRM_FORMAT_MOD_LINEAR)
        return 0; // there is no way to say how the pixels lie
    int const failed = drmModeAddFB2(device.fd(), width, height, format.fourcc, memory.handles(), dmabuf.stride,
                                     dmabuf.offset, &id, 0);
    return failed ? 0 : id;
}

} // namespace

std::optional<BufferLayout> layout_of(wlr_buffer& buffer)
{
    wlr_dmabuf_attributes dmabuf{};
    if (!wlr_buffer_get_dmabuf(&buffer, &dmabuf))
        return std::nullopt;
    return BufferLayout{Format{dmabuf.format}, dmabuf.modifier};
}

std::uint32_t Framebuffers::of(std::shared_ptr<KmsDevice> const& device, wlr_buffer& buffer, Format format)
{
    auto* all = attached<Framebuffers>(buffer.addons);
    if (!all)
        all = &attach<Framebuffers>(buffer.addons, device);
    if (all->device_ != device)
        return 0; // only one card shows clients' buffers
    if (auto const known = all->ids_.find(format); known != all->ids_.end())
        return known->second;
    wlr_dmabuf_attributes dmabuf{};
    auto const id = wlr_buffer_get_dmabuf(&buffer, &dmabuf) ? make_framebuffer(*device, dmabuf, format) : 0;
    return all->ids_[format] = id;
}

/// Closing leaves on the screen what is on the screen; kernels before 6.8 can only remove, which switches planes off.
Framebuffers::~Framebuffers()
{
    for (auto const& [format, id] : ids_)
        if (id != 0 && device_->fd() >= 0 && drmModeCloseFB(device_->fd(), id) != 0)
            drmModeRmFB(device_->fd(), id);
}

} // namespace vitrail
