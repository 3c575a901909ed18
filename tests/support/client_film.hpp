#pragma once

#include "client_dmabuf.hpp"
#include "client_surface.hpp"

#include <memory>
#include <random>
#include <vector>

namespace vitrail::test {

/// A few buffers of noise that a client shows one after the other, as a video player does. It shows a buffer again only
/// when the server has given it back.
class Film {
public:
    Film(TestClient& client, Extent size, PixelFormat format, std::mt19937& random, int buffers = 3);

    [[nodiscard]] Extent size() const { return frames_.front().buffer->size(); }
    /// Attaches the next picture; the caller commits. Throws std::runtime_error when the server holds all of them.
    void show_next(TestSurface& surface);

private:
    struct Picture {
        std::unique_ptr<TestDmabuf> buffer;
        unsigned shown = 0; // how often
    };
    std::vector<Picture> frames_;
    std::size_t next_ = 0;
};

} // namespace vitrail::test
