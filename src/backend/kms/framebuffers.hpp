#pragma once

#include "base/buffer_ref.hpp"
#include "base/format.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace vitrail {

class KmsDevice;

/// What a buffer is to a display: its pixel format and layout.
struct BufferLayout {
    Format format;
    std::uint64_t modifier = 0;
};

/// Nothing: the buffer is no dmabuf.
[[nodiscard]] std::optional<BufferLayout> layout_of(wlr_buffer& buffer);

/// The framebuffer objects of one buffer on one device, made when they are asked for and removed with the buffer: one
/// with its own format, one with the same format without alpha.
class Framebuffers {
public:
    /// The framebuffer of `buffer` in `format` (its own, or the opaque twin); zero when the device cannot read it.
    /// Asked again, the same answer: a failed import is not repeated.
    [[nodiscard]] static std::uint32_t of(std::shared_ptr<KmsDevice> const& device, wlr_buffer& buffer, Format format);

    explicit Framebuffers(std::shared_ptr<KmsDevice> device) : device_{std::move(device)} {}
    ~Framebuffers();
    Framebuffers(Framebuffers const&) = delete;
    Framebuffers& operator=(Framebuffers const&) = delete;

private:
    std::shared_ptr<KmsDevice> device_;
    std::map<Format, std::uint32_t> ids_;
};

} // namespace vitrail
