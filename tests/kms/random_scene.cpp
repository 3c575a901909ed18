#include "random_scene.hpp"

#include "xdg-shell-client-protocol.h"

#include <format>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

constexpr Extent screen{320, 240};
constexpr char const* format_names[] = {"XR24", "AR24", "NV12", "P010", "YUYV"};

/// In shared memory: translucent grey, or opaque.
std::unique_ptr<TestBuffer> noise(TestClient& client, Extent size, bool translucent, std::mt19937& random)
{
    auto out = std::make_unique<TestBuffer>(client, size, translucent ? 0 : black);
    for (auto& pixel : out->pixels())
        pixel = translucent ? Argb(random() % 256) * 0x01010101U : black | Argb(random());
    return out;
}

} // namespace

RandomScene::RandomScene(TestWindow& root, unsigned seed, Kind kind) : root_{root}, kind_{kind}, random_{seed}
{
    auto& client = root.surface().client();
    xdg_surface_set_window_geometry(root.xdg(), 0, 0, screen.width, screen.height); // else the pictures count, too
    for (auto& picture : background_) {
        picture = std::make_unique<TestDmabuf>(client, screen, PixelFormat::Xrgb8888);
        picture->fill_random(random_);
    }
    for (int i = any(1, 4); i > 0; --i)
        add_actor();
}

int RandomScene::tolerance() const
{
    switch (kind_) {
    case Kind::Rgb:   return 0;
    case Kind::Faded: return 1;
    case Kind::Yuv:   return 1;
    }
    return 0;
}

int RandomScene::any(int low, int high)
{
    return low + int(random_() % unsigned(high - low + 1));
}

void RandomScene::add_actor()
{
    auto& client = root_.surface().client();
    auto const format = PixelFormat(any(0, kind_ == Kind::Yuv ? 3 : 1));
    bool const is_yuv = format >= PixelFormat::Nv12;
    Extent const size{any(8, 100) * 2, any(8, 80) * 2};
    Actor actor{.surface = std::make_unique<TestSubsurface>(root_.surface()), .pictures = {}, .size = size,
                .x = any(-size.width / 2, 300), .y = any(-size.height / 2, 220), .dx = any(-5, 5), .dy = any(-5, 5), .what = {}};
    bool const in_memory = !is_yuv && one_in(5);
    for (int i : {0, 1})
        if (in_memory)
            actor.in_memory[i] = noise(client, size, format == PixelFormat::Argb8888, random_);
        else {
            actor.pictures[i] = std::make_unique<TestDmabuf>(client, size, format);
            actor.pictures[i]->fill_random(random_);
        }
    auto& surface = actor.surface->surface();
    actor.what = std::format("{}{} {}x{}{:+}{:+}", in_memory ? "shm " : "", format_names[int(format)], size.width, size.height, actor.x, actor.y);
    if (!is_yuv && one_in(4)) {
        int const transform = any(0, 7);
        surface.set_buffer_transform(transform);
        if (transform % 2)
            std::swap(actor.size.width, actor.size.height);
        actor.what += std::format(" transform {}", transform);
    }
    if (one_in(2))
        crop(actor, is_yuv);
    if (kind_ == Kind::Faded && actors_.empty()) {
        double const opacity = any(0, 255) / 255.0;
        surface.set_opacity(opacity);
        actor.what += std::format(" opacity {:.3f}", opacity);
    }
    if (format != PixelFormat::Argb8888)
        surface.set_opaque(0, 0, screen.width, screen.height);
    actors_.push_back(std::move(actor));
}

/// To a part of whole pixels, of whole chroma samples where there are any, shown in its own size.
void RandomScene::crop(Actor& actor, bool yuv)
{
    int const step = yuv ? 2 : 1;
    auto const even = [=](int n) { return n / step * step; };
    Extent const cut{even(any(8, actor.size.width)), even(any(8, actor.size.height))};
    int const x = even(any(0, actor.size.width - cut.width)), y = even(any(0, actor.size.height - cut.height));
    auto& surface = actor.surface->surface();
    surface.set_source(x, y, cut.width, cut.height);
    surface.set_destination(cut.width, cut.height);
    actor.size = cut;
    actor.what += std::format(" crop {}x{}+{}+{}", cut.width, cut.height, x, y);
}

void RandomScene::draw(int number)
{
    int const moved = std::max(0, number - still_frames + 1);
    for (auto& a : actors_) {
        a.surface->set_position(a.x + moved * a.dx, a.y + moved * a.dy);
        if (auto* const picture = a.pictures[number % 2].get())
            a.surface->surface().attach(picture);
        else
            a.surface->surface().attach(a.in_memory[number % 2].get());
        a.surface->surface().commit();
    }
    root_.surface().attach(background_[number % 2].get());
}

std::string RandomScene::description() const
{
    std::string out;
    for (auto const& a : actors_)
        out += a.what + '\n';
    return out;
}

} // namespace vitrail::test
