#include "client_buffer.hpp"

#include "single-pixel-buffer-v1-client-protocol.h"

#include <algorithm>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

ClientBuffer::~ClientBuffer()
{
    if (buffer_)
        wl_buffer_destroy(buffer_);
}

void ClientBuffer::own(wl_buffer* buffer)
{
    static constexpr wl_buffer_listener listener{
        .release = [](void* self, wl_buffer*) { ++static_cast<ClientBuffer*>(self)->releases_; },
    };
    buffer_ = buffer;
    wl_buffer_add_listener(buffer_, &listener, this);
}

TestBuffer::TestBuffer(TestClient& client, Extent size, Argb color, Memory memory)
    : TestBuffer{client, size, color, memory, color >> 24 == 0xff ? WL_SHM_FORMAT_XRGB8888 : WL_SHM_FORMAT_ARGB8888}
{
}

TestBuffer::TestBuffer(TestClient& client, Extent size, Argb color, Memory memory, std::uint32_t format) : ClientBuffer{size}
{
    bool const sealed = memory == Memory::Sealed;
    std::size_t const begin = sealed ? 64 : 0, page = 4096;
    auto const count = std::size_t(size.width) * std::size_t(size.height);
    auto const needed = begin + count * sizeof(Argb), bytes = sealed ? (needed + page - 1) / page * page : needed;
    memory_ = memfd_create("test-buffer", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory_ < 0 || ftruncate(memory_, off_t(bytes)) != 0 || (sealed && fcntl(memory_, F_ADD_SEALS, F_SEAL_SHRINK) != 0))
        throw std::runtime_error{"no memory for a test buffer"};
    mapped_ = {static_cast<std::byte*>(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory_, 0)), bytes};
    pixels_ = {reinterpret_cast<Argb*>(mapped_.data() + begin), count};
    std::ranges::fill(pixels_, color);

    wl_shm_pool* pool = wl_shm_create_pool(client.globals.shm, memory_, int(bytes));
    own(wl_shm_pool_create_buffer(pool, int(begin), size.width, size.height, size.width * int(sizeof(Argb)), format));
    wl_shm_pool_destroy(pool);
}

TestBuffer::TestBuffer(TestClient& client, Argb color) : ClientBuffer{{1, 1}}
{
    auto const wide = [&](int shift) { return (color >> shift & 0xff) * 0x01010101U; };
    own(wp_single_pixel_buffer_manager_v1_create_u32_rgba_buffer(client.globals.single_pixel, wide(16), wide(8), wide(0),
                                                                 wide(24)));
}

TestBuffer::~TestBuffer()
{
    if (!mapped_.empty())
        munmap(mapped_.data(), mapped_.size());
    if (memory_ >= 0)
        close(memory_);
}

void TestBuffer::pull_memory()
{
    if (ftruncate(memory_, 0) != 0)
        throw std::runtime_error{"a test buffer keeps its memory"};
}

void TestBuffer::fill(int x, int y, int width, int height, Argb color)
{
    for (int row = y; row < y + height; ++row)
        std::ranges::fill(pixels_.subspan(std::size_t(row * size().width + x), std::size_t(width)), color);
}

} // namespace vitrail::test
