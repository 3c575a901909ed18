#include "random_scene.hpp"

#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <format>
#include <utility>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

constexpr Extent screen{320, 240};
constexpr char const* format_names[] = {"XR24", "AR24", "NV12", "P010", "YUYV"};

/// A premultiplied pixel above another one, each channel rounded to the nearest of 8 bits.
Argb over(Argb above, Argb below)
{
    Argb out = 0;
    unsigned const through = 255 - (above >> 24);
    for (int const shift : {0, 8, 16, 24})
        out |= std::min(255U, (above >> shift & 0xff) + ((below >> shift & 0xff) * through + 127) / 255) << shift;
    return out;
}

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
    actor.translucent = format == PixelFormat::Argb8888;
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
        actor.transform = transform;
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
    actor.crop_x = x;
    actor.crop_y = y;
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

/// What a buffer holds for the place (x, y) of its picture turned upright (wayland.xml, wl_output.transform).
Argb RandomScene::pixel_of(Actor const& actor, int picture, int x, int y)
{
    auto const* const dmabuf = actor.pictures[picture].get();
    auto const* const shm = actor.in_memory[picture].get();
    auto const [w, h] = dmabuf ? dmabuf->size() : shm->size();
    if (actor.transform >= WL_OUTPUT_TRANSFORM_FLIPPED) // upright, then mirrored, then turned
        x = (actor.transform % 2 ? h : w) - 1 - x;
    switch (actor.transform % 4) {
    case WL_OUTPUT_TRANSFORM_90:  x = std::exchange(y, h - 1 - x); break;
    case WL_OUTPUT_TRANSFORM_180: x = w - 1 - x, y = h - 1 - y; break;
    case WL_OUTPUT_TRANSFORM_270: y = std::exchange(x, w - 1 - y); break;
    default:                      break;
    }
    return dmabuf ? dmabuf->pixel(x, y) : shm->pixels()[std::size_t(y) * std::size_t(w) + std::size_t(x)];
}

void RandomScene::paint_reference(int number, TestDmabuf& into) const
{
    int const moved = std::max(0, number - still_frames + 1), picture = number % 2;
    for (int y = 0; y < screen.height; ++y)
        for (int x = 0; x < screen.width; ++x)
            into.set_pixel(x, y, background_[picture]->pixel(x, y));
    for (auto const& a : actors_) {
        int const left = a.x + moved * a.dx, top = a.y + moved * a.dy;
        for (int y = std::max(0, -top); y < std::min(a.size.height, screen.height - top); ++y)
            for (int x = std::max(0, -left); x < std::min(a.size.width, screen.width - left); ++x) {
                auto const pixel = pixel_of(a, picture, x + a.crop_x, y + a.crop_y);
                into.set_pixel(left + x, top + y, a.translucent ? over(pixel, into.pixel(left + x, top + y)) : pixel);
            }
    }
}

std::string RandomScene::description() const
{
    std::string out;
    for (auto const& a : actors_)
        out += a.what + '\n';
    return out;
}

} // namespace vitrail::test
