#pragma once

#include "planes/plane_allocator.hpp"

#include <catch2/catch_tostring.hpp>
#include <drm_fourcc.h>
#include <functional>
#include <memory>
#include <vector>

template <> struct Catch::StringMaker<vitrail::Verdict> {
    static std::string convert(vitrail::Verdict v) { return std::string{name_of(v)}; }
};

namespace vitrail::test {

constexpr Size<OutputPx> screen{1024, 768};
inline Rect<OutputPx> const whole = Rect<OutputPx>::of(screen);
constexpr PlaneId primary{1}, over1{2}, over2{3}, over3{4}, cursor_plane{9};
constexpr Format xrgb{DRM_FORMAT_XRGB8888}, argb{DRM_FORMAT_ARGB8888}, nv12{DRM_FORMAT_NV12};
constexpr Duration refresh = std::chrono::nanoseconds{16'666'667};

/// Stands for a buffer. The decision looks at what it is, not at what is in it: nothing here is ever released.
inline wlr_buffer* some_buffer()
{
    static long marker = 0;
    return reinterpret_cast<wlr_buffer*>(&marker);
}

/// A primary plane, `overlays` planes of heights 1, 2, 3 that blend and read everything, and a cursor plane.
inline DisplayCaps usual_caps(int overlays = 2)
{
    DisplayCaps out{.version = 1};
    out.planes.push_back({.id = primary, .type = PlaneType::Primary, .ignores_alpha = true, .yuv = {YuvConversion{}}});
    for (int i = 0; i < overlays; ++i)
        out.planes.push_back({.id = {std::uint32_t(2 + i)},
                              .type = PlaneType::Overlay,
                              .blends = true,
                              .yuv = {YuvConversion{}},
                              .zpos_min = 1 + i,
                              .zpos_max = 1 + i});
    out.planes.push_back({.id = cursor_plane,
                          .type = PlaneType::Cursor,
                          .blends = true,
                          .zpos_min = 99,
                          .zpos_max = 99,
                          .cursor_sizes = {{64, 64}}});
    return out;
}

/// Lets the allocator decide for a display that answers and fails as the test likes, in virtual time.
class Desk {
public:
    explicit Desk(DisplayCaps planes = usual_caps()) : caps{std::move(planes)} {}
    ~Desk()
    {
        for (auto& layer : stack.layers)
            forget_buffer(layer);
    }
    Desk(Desk const&) = delete;

    /// Puts a layer under all others. The reference is good until the next.
    Layer& add(Rect<OutputPx> dest, Format format = xrgb, Memory memory = Memory::Dmabuf)
    {
        auto content = std::make_shared<Content>();
        content->buffer = BufferRef::adopt(some_buffer());
        content->size = {dest.width, dest.height};
        content->memory = memory;
        content->format = format;
        content->serial = 1;
        stack.layers.push_back({.id = {++ids_},
                                .content = content,
                                .source = {0, 0, double(dest.width), double(dest.height)},
                                .dest = dest,
                                .yuv = is_yuv(format) ? std::optional{YuvConversion{}} : std::nullopt,
                                .opaque = has_alpha(format) ? Region<OutputPx>{} : Region<OutputPx>{dest} & whole});
        return stack.layers.back();
    }
    Layer& add_cursor(int size = 24)
    {
        auto& layer = add({100, 100, size, size}, argb, Memory::Shm);
        layer.role = LayerRole::Cursor;
        std::ranges::rotate(stack.layers, stack.layers.end() - 1);
        return stack.layers.front();
    }
    Layer& add_color(Rect<OutputPx> dest, Color color)
    {
        auto const opaque = color.opaque() ? Region<OutputPx>{dest} & whole : Region<OutputPx>{};
        stack.layers.push_back({.id = {++ids_}, .color = color, .dest = dest, .opaque = opaque});
        return stack.layers.back();
    }
    void remove(std::size_t layer)
    {
        forget_buffer(stack.layers[layer]);
        stack.layers.erase(stack.layers.begin() + std::ptrdiff_t(layer));
    }
    void move(std::size_t layer, Point<OutputPx> by)
    {
        auto& l = stack.layers[layer];
        auto const all = Rect<OutputPx>::of(stack.size);
        bool const opaque = !l.opaque.empty() && l.opaque.contains(l.dest.intersected(all));
        l.dest = l.dest.moved(by);
        l.opaque = opaque ? Region<OutputPx>{l.dest} & all : Region<OutputPx>{};
    }
    Content& content(std::size_t layer) { return const_cast<Content&>(*stack.layers[layer].content); }

    /// One refresh after another: every layer that is not in `still` has a new picture, the decision is committed, and
    /// after the flip the display is asked what the allocator wants to know.
    Assignment const& frames(int count)
    {
        for (int i = 0; i < count; ++i)
            frame();
        return last;
    }
    Assignment const& frame()
    {
        now += refresh;
        for (std::size_t i = 0; i < stack.layers.size(); ++i)
            if (stack.layers[i].content && !std::ranges::contains(still, stack.layers[i].id.value))
                ++content(i).serial;
        see();
        if (tells)
            say_what_changed();
        auto const before = std::exchange(last, planes.assign(stack, caps, conditions()));
        if (planes_of(before) != planes_of(last))
            ++reassigned;
        bool const shown = !fails(last);
        if (!shown) {
            ++failed;
            planes.commit_failed(stack, last, now);
        }
        if (int const before_asked = asked; shown && planes.wants_to_explore()) {
            planes.explore(stack, caps, conditions(), [this](Assignment const& trial) {
                ++asked;
                return answer(trial);
            });
            most_at_once = std::max(most_at_once, asked - before_asked);
        }
        return last;
    }
    /// Long enough for everything that a still arrangement can come to.
    Assignment const& settle() { return frames(30); }

    [[nodiscard]] Verdict verdict(std::size_t layer) const { return last.placements[layer].verdict; }
    [[nodiscard]] std::optional<PlaneId> plane(std::size_t layer) const { return last.placements[layer].plane; }

    LayerStack stack{.size = screen};
    DisplayCaps caps;
    PlaneAllocator planes;
    std::optional<Verdict> compose_all;
    bool overlays = true;
    YuvSupport composed_yuv{.of_any_format = {YuvConversion{}}, .of_8_bits = {}, .in_every_way = {}};
    std::function<TestAnswer(Assignment const&)> answer = [](Assignment const&) { return TestAnswer::Allowed; };
    std::function<bool(Assignment const&)> fails = [](Assignment const&) { return false; };
    std::vector<std::uint64_t> still; ///< ids of layers whose picture does not change
    bool tells = false; ///< as a viewport does: whether only pictures changed, and which
    Time now{std::chrono::seconds{100}};
    Assignment last;
    int asked = 0, most_at_once = 0, failed = 0, reassigned = 0;

private:
    [[nodiscard]] PlaneAllocator::Conditions conditions() const
    {
        return {.now = now, .period = refresh, .compose_all = compose_all, .overlays = overlays,
                .composed_yuv = &composed_yuv};
    }
    /// What each layer leaves to be seen of those below.
    void see()
    {
        Region<OutputPx> covered;
        for (auto& layer : stack.layers) {
            layer.visible = (Region<OutputPx>{layer.dest} & Rect<OutputPx>::of(stack.size)) - covered;
            covered |= layer.opaque;
        }
    }
    void say_what_changed()
    {
        auto places = stack.layers;
        for (auto& layer : places)
            layer.content.reset();
        if (places != seen_ || stack.background != seen_on_)
            ++stack.arrangement;
        seen_ = std::move(places);
        seen_on_ = stack.background;
        stack.changed.clear();
        for (std::size_t i = 0; i < stack.layers.size(); ++i)
            if (stack.layers[i].content && !std::ranges::contains(still, stack.layers[i].id.value))
                stack.changed.push_back(i);
    }
    [[nodiscard]] static std::vector<std::optional<PlaneId>> planes_of(Assignment const& a)
    {
        std::vector<std::optional<PlaneId>> out{a.composed};
        for (auto const& p : a.placements)
            out.push_back(p.plane);
        return out;
    }
    static void forget_buffer(Layer& layer)
    {
        if (layer.content)
            std::construct_at(&layer.content->buffer); // not released: see some_buffer
    }

    std::uint64_t ids_ = 0;
    std::vector<Layer> seen_; // by the last stack, without contents
    Color seen_on_;
};

} // namespace vitrail::test
