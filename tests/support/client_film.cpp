#include "client_film.hpp"

#include <stdexcept>

namespace vitrail::test {

Film::Film(TestClient& client, Extent size, PixelFormat format, std::mt19937& random, int buffers)
{
    for (int i = 0; i < buffers; ++i) {
        auto& picture = frames_.emplace_back(std::make_unique<TestDmabuf>(client, size, format));
        picture.buffer->fill_random(random);
    }
}

void Film::show_next(TestSurface& surface)
{
    for (std::size_t tried = 0; tried < frames_.size(); ++tried) {
        auto& picture = frames_[next_++ % frames_.size()];
        if (picture.shown != picture.buffer->releases())
            continue;
        ++picture.shown;
        return surface.attach(picture.buffer.get());
    }
    throw std::runtime_error{"a client has no buffer left: the server gives none back"};
}

} // namespace vitrail::test
