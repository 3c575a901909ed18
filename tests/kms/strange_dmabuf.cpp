#include "strange_dmabuf.hpp"

#include "linux-dmabuf-v1-client-protocol.h"

#include <array>
#include <fcntl.h>
#include <linux/udmabuf.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

struct StrangeListener {
    static constexpr zwp_linux_buffer_params_v1_listener params{
        .created = [](void* self, zwp_linux_buffer_params_v1*, wl_buffer* made) {
            static_cast<StrangeBuffer*>(self)->buffer_ = made;
        },
        .failed = [](void* self, zwp_linux_buffer_params_v1*) { static_cast<StrangeBuffer*>(self)->refused_ = true; },
    };
};

namespace {

Fd memory_of(std::size_t bytes)
{
    Fd out{memfd_create("strange", MFD_CLOEXEC | MFD_ALLOW_SEALING)};
    if (!out || ftruncate(out.get(), off_t((bytes + 4095) / 4096 * 4096)) != 0)
        throw std::runtime_error{"no memory"};
    return out;
}

/// The first of two ends; the second is closed.
Fd first_of(std::array<int, 2> const& ends)
{
    Fd const other{ends[1]};
    return Fd{ends[0]};
}

Fd file_of(StrangeLayout const& layout)
{
    std::array<int, 2> ends{-1, -1};
    switch (layout.file) {
    case DmabufFile::Dmabuf: return dmabuf_of(layout.bytes);
    case DmabufFile::Memory: return memory_of(layout.bytes);
    case DmabufFile::Folder: return Fd{open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    case DmabufFile::Device: return Fd{open("/dev/dri/card0", O_RDWR | O_CLOEXEC)};
    case DmabufFile::Socket:
        return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0 ? first_of(ends) : Fd{};
    case DmabufFile::Pipe: return pipe2(ends.data(), O_CLOEXEC) == 0 ? first_of(ends) : Fd{};
    }
    return {};
}

} // namespace

Fd dmabuf_of(std::size_t bytes)
{
    auto const memory = memory_of(bytes);
    Fd const device{open("/dev/udmabuf", O_RDWR | O_CLOEXEC)};
    udmabuf_create const request{.memfd = std::uint32_t(memory.get()), .flags = UDMABUF_FLAGS_CLOEXEC, .offset = 0,
                                 .size = (bytes + 4095) / 4096 * 4096};
    fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK);
    Fd out{ioctl(device.get(), UDMABUF_CREATE, &request)};
    if (!out)
        throw std::runtime_error{"no udmabuf"};
    return out;
}

StrangeBuffer::StrangeBuffer(Guest& guest, StrangeDmabuf const& what, bool immediately)
{
    auto const& l = what.layout;
    auto const file = file_of(l);
    auto* const params = zwp_linux_dmabuf_v1_create_params(guest.client().globals.dmabuf);
    zwp_linux_buffer_params_v1_add_listener(params, &StrangeListener::params, this);
    for (int plane = l.first_plane; plane < l.first_plane + l.planes; ++plane)
        zwp_linux_buffer_params_v1_add(params, file.get(), std::uint32_t(plane), l.offset, l.stride,
                                       std::uint32_t(l.modifier >> 32), std::uint32_t(l.modifier));
    if (immediately)
        buffer_ = zwp_linux_buffer_params_v1_create_immed(params, l.size.width, l.size.height, l.format, 0);
    else
        zwp_linux_buffer_params_v1_create(params, l.size.width, l.size.height, l.format, 0);
    std::ignore = guest.until([&] { return buffer_ || refused_ || !guest.client().alive(); });
    guest.turn();
    zwp_linux_buffer_params_v1_destroy(params);
}

StrangeBuffer::~StrangeBuffer()
{
    if (buffer_)
        wl_buffer_destroy(buffer_);
}

} // namespace vitrail::test
