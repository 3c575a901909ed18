#pragma once

#include "client.hpp"

#include <span>

struct wl_buffer;

namespace vitrail::test {

/// How large a picture is, in the client's own pixels or units.
struct Extent {
    int width = 0, height = 0;
    friend bool operator==(Extent const&, Extent const&) = default;
};

/// A picture of a client: in shared memory, or a single pixel.
class TestBuffer {
public:
    /// Shared memory, filled with one colour; without alpha when the colour is opaque.
    TestBuffer(TestClient& client, Extent size, Argb color);
    /// One pixel of wp_single_pixel_buffer_v1.
    [[nodiscard]] static TestBuffer single_pixel(TestClient& client, Argb color) { return {client, color}; }
    TestBuffer(TestBuffer const&) = delete;
    TestBuffer& operator=(TestBuffer const&) = delete;
    ~TestBuffer();

    void fill(int x, int y, int width, int height, Argb color);
    /// Takes the memory away from under the server, as a hostile client does. The pixels cannot be touched after it.
    void pull_memory();
    [[nodiscard]] std::span<Argb> pixels() const { return pixels_; }
    [[nodiscard]] Extent size() const { return size_; }
    [[nodiscard]] wl_buffer* c() const { return buffer_; }
    /// How many times the server gave it back.
    [[nodiscard]] unsigned releases() const { return releases_; }

private:
    TestBuffer(TestClient& client, Argb color);
    void listen();

    Extent size_;
    int memory_ = -1;        // none for a single pixel
    std::span<Argb> pixels_; // mapped; empty for a single pixel
    wl_buffer* buffer_ = nullptr;
    unsigned releases_ = 0;
};

} // namespace vitrail::test
