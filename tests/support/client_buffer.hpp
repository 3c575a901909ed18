#pragma once

#include "client.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

struct wl_buffer;

namespace vitrail::test {

/// How large a picture is, in the client's own pixels or units.
struct Extent {
    int width = 0, height = 0;
    friend bool operator==(Extent const&, Extent const&) = default;
};

/// A picture that a client may attach to a surface, whatever it is made of.
class ClientBuffer {
public:
    ClientBuffer(ClientBuffer const&) = delete;
    ClientBuffer& operator=(ClientBuffer const&) = delete;

    [[nodiscard]] Extent size() const { return size_; }
    [[nodiscard]] wl_buffer* c() const { return buffer_; }
    /// How many times the server gave it back.
    [[nodiscard]] unsigned releases() const { return releases_; }

protected:
    explicit ClientBuffer(Extent size) : size_{size} {}
    ~ClientBuffer();
    /// Takes over `buffer`, from which releases are counted.
    void own(wl_buffer* buffer);

private:
    Extent size_;
    wl_buffer* buffer_ = nullptr;
    unsigned releases_ = 0;
};

/// A picture in shared memory, or a single pixel.
class TestBuffer : public ClientBuffer {
public:
    /// Sealed: it can never shrink. Its picture begins somewhere in a page.
    enum class Memory { Ordinary, Sealed };

    /// Shared memory, filled with one colour; without alpha when the colour is opaque.
    TestBuffer(TestClient& client, Extent size, Argb color, Memory memory = Memory::Ordinary);
    /// In any of wl_shm's formats of four bytes, `color` being what the memory is filled with.
    TestBuffer(TestClient& client, Extent size, Argb color, Memory memory, std::uint32_t format);
    /// One pixel of wp_single_pixel_buffer_v1.
    [[nodiscard]] static TestBuffer single_pixel(TestClient& client, Argb color) { return {client, color}; }
    ~TestBuffer();

    void fill(int x, int y, int width, int height, Argb color);
    /// Takes the memory away from under the server, as a hostile client does. The pixels cannot be touched after it.
    void pull_memory();
    [[nodiscard]] std::span<Argb> pixels() const { return pixels_; }

private:
    TestBuffer(TestClient& client, Argb color);

    int memory_ = -1;        // none for a single pixel
    std::span<std::byte> mapped_;
    std::span<Argb> pixels_; // of it; empty for a single pixel
};

} // namespace vitrail::test
