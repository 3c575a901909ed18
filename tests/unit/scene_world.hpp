#pragma once

#include "base/buffer_ref.hpp"
#include "base/wlr.hpp"
#include "frame/layer.hpp"
#include "scene/scene.hpp"
#include "scene/viewport.hpp"

#include <cstdint>
#include <drm_fourcc.h>
#include <ostream>
#include <vector>

namespace vitrail {

template <class S> std::ostream& operator<<(std::ostream& out, Rect<S> const& r)
{
    return out << r.width << "x" << r.height << "+" << r.x << "+" << r.y;
}

template <class S> std::ostream& operator<<(std::ostream& out, Region<S> const& region)
{
    out << "{";
    for (auto const& box : region.boxes())
        out << " " << Region<S>::from_box(box);
    return out << " }";
}

namespace test {

/// A picture in plain memory, as a `wlr_buffer`; lives until its last reference goes.
inline BufferRef pixels(int width, int height, std::uint32_t format = DRM_FORMAT_ARGB8888)
{
    struct Pixels {
        wlr_buffer base{}; // first: wlroots hands this part back
        std::vector<std::uint32_t> data;
        std::uint32_t format;
    };
    static constexpr wlr_buffer_impl implementation{
        .destroy =
            [](wlr_buffer* b) {
                wlr_buffer_finish(b);
                delete reinterpret_cast<Pixels*>(b);
            },
        .begin_data_ptr_access =
            [](wlr_buffer* b, std::uint32_t, void** data, std::uint32_t* format, std::size_t* stride) {
                auto& self = *reinterpret_cast<Pixels*>(b);
                *data = self.data.data();
                *format = self.format;
                *stride = std::size_t(b->width) * 4;
                return true;
            },
        .end_data_ptr_access = [](wlr_buffer*) {},
    };
    auto* made = new Pixels{.data = std::vector<std::uint32_t>(std::size_t(width * height)), .format = format};
    wlr_buffer_init(&made->base, &implementation, width, height);
    BufferRef const out{&made->base};
    wlr_buffer_drop(&made->base);
    return out;
}

constexpr Color red{1, 0, 0, 1}, green{0, 1, 0, 1}, glass{0, 0, 0.5F, 0.5F};

/// A scene that one output looks at.
struct World {
    explicit World(View const& view = {.size = {100, 80}}) { viewport.set_view(view); }

    /// What changes until then is forgotten; what comes is new.
    LayerStack settle() { return *viewport.snapshot(); }
    [[nodiscard]] Tree& windows() { return scene.stratum(Stratum::Windows); }

    std::unique_ptr<wl_event_loop, decltype(&wl_event_loop_destroy)> events{wl_event_loop_create(), wl_event_loop_destroy};
    EventLoop loop{events.get(), EventLoop::Clock::Virtual};
    Scene scene{loop};
    int frames_wanted = 0;
    Viewport viewport{scene, [this] { ++frames_wanted; }};
};

using Px = Rect<OutputPx>;
using Pixels = Region<OutputPx>;

} // namespace test
} // namespace vitrail
