#pragma once

#include "base/fd.hpp"
#include "client_buffer.hpp"
#include "guest.hpp"

#include <cstdint>
#include <drm_fourcc.h>

struct wl_buffer;

namespace vitrail::test {

/// What the descriptor of a plane really is.
enum class DmabufFile { Dmabuf, Memory, Socket, Folder, Device, Pipe };

/// What a client says of a buffer, right unless something else is written here: XRGB8888 of 320 x 240.
struct StrangeLayout {
    DmabufFile file = DmabufFile::Dmabuf;
    std::uint32_t format = DRM_FORMAT_XRGB8888;
    Extent size{320, 240};
    std::uint32_t stride = 320 * 4, offset = 0;
    int planes = 1, first_plane = 0; ///< all at the same place
    std::uint64_t modifier = DRM_FORMAT_MOD_LINEAR;
    std::size_t bytes = 320 * 240 * 4; ///< that there are; rounded up to pages
};

struct StrangeDmabuf {
    char const* what;
    StrangeLayout layout;
};

/// A buffer that a client tried to make of it.
class StrangeBuffer {
public:
    /// `immediately`: with create_immed, where what fails ends the client, else with create, where it is told.
    StrangeBuffer(Guest& guest, StrangeDmabuf const& what, bool immediately);
    ~StrangeBuffer();
    StrangeBuffer(StrangeBuffer const&) = delete;
    StrangeBuffer& operator=(StrangeBuffer const&) = delete;

    /// Null: the server refused it, and said so.
    [[nodiscard]] wl_buffer* c() const { return buffer_; }
    [[nodiscard]] bool refused() const { return refused_; }

private:
    friend struct StrangeListener;
    wl_buffer* buffer_ = nullptr;
    bool refused_ = false;
};

/// Memory as a dmabuf (udmabuf).
[[nodiscard]] Fd dmabuf_of(std::size_t bytes);

} // namespace vitrail::test
