#pragma once

#include "planes_canvas.hpp"
#include "planes_world.hpp"

#include <cmath>
#include <format>
#include <map>
#include <random>
#include <span>
#include <string>
#include <utility>

namespace vitrail::test {

/// Chance: of a seed, or the bytes that a fuzzer wants, and then of a seed.
class Dice {
public:
    using result_type = std::mt19937::result_type;

    explicit Dice(unsigned seed) : random_{seed} {}
    explicit Dice(std::span<std::uint8_t const> wanted) : wanted_{wanted} {}
    static constexpr result_type min() { return std::mt19937::min(); }
    static constexpr result_type max() { return std::mt19937::max(); }
    result_type operator()()
    {
        if (wanted_.empty())
            return random_();
        auto const next = wanted_.front();
        wanted_ = wanted_.subspan(1);
        return next * 0x01010101U; // of a fuzzer's choice whatever is asked for: in all bits
    }
    [[nodiscard]] bool used_up() const { return wanted_.empty(); }

private:
    std::span<std::uint8_t const> wanted_{};
    std::mt19937 random_{1};
};
inline int roll(Dice& dice, int below) { return int(dice() % unsigned(below)); }
inline bool one_in(Dice& dice, int n) { return roll(dice, n) == 0; }

inline DisplayCaps random_caps(Dice& dice)
{
    auto caps = usual_caps(roll(dice, 6));
    bool const fixed = one_in(dice, 2), cursor_below = fixed && one_in(dice, 5);
    for (auto& p : caps.planes) {
        p.blends = !one_in(dice, 3);
        p.ignores_alpha = !one_in(dice, 3);
        p.fades = one_in(dice, 2);
        p.scales = one_in(dice, 2);
        p.reaches_out = !one_in(dice, 3);
        if (p.type == PlaneType::Cursor) {
            p.zpos_min = p.zpos_max = cursor_below ? 2 : 20;
        } else if (!fixed) {
            p.zpos_min = roll(dice, 4);
            p.zpos_max = p.zpos_min + roll(dice, 8);
        }
        if (one_in(dice, 3))
            p.formats.add(xrgb, 0);
        if (!p.formats.empty() && one_in(dice, 2))
            p.formats.add(argb, 0);
    }
    caps.shows_shm = one_in(dice, 2);
    std::ranges::shuffle(caps.planes, dice);
    return caps;
}

/// A display, a stack that changes at random, and both ways to paint it.
class RandomDesk : public Desk {
public:
    explicit RandomDesk(unsigned seed) : RandomDesk{Dice{seed}} {}
    explicit RandomDesk(Dice dice) : dice_{std::move(dice)}
    {
        caps = random_caps(dice_);
        stack.size = tiny;
        if (one_in(dice_, 2))
            add_cursor(2);
        auto const stubborn = unsigned(1 + roll(dice_, 4)), flaky = unsigned(roll(dice_, 6));
        answer = [=](Assignment const& a) {
            return hash_of(a) % 5 < stubborn ? TestAnswer::Allowed : TestAnswer::Refused;
        };
        fails = [=](Assignment const& a) { return hash_of(a) / 5 % 20 < flaky; };
    }

    [[nodiscard]] bool out_of_wishes() const { return dice_.used_up(); }
    void change()
    {
        auto const first = stack.layers.empty() || stack.layers[0].role != LayerRole::Cursor ? 0U : 1U;
        auto const count = stack.layers.size() - first;
        auto const which = first + (count ? std::size_t(roll(dice_, int(count))) : 0);
        switch (roll(dice_, 8)) {
        case 0: overlays = !overlays || !one_in(dice_, 4); return;
        case 1: stack.background = one_in(dice_, 3) ? Color{0.5F, 0.5F, 0.5F, 1} : Color{0, 0, 0, 1}; return;
        case 2:
            if (count > 2)
                remove(which);
            return;
        case 3:
            if (count > 1)
                std::swap(stack.layers[which], stack.layers[first]);
            return;
        case 4:
            if (first)
                stack.layers[0].dest.x = roll(dice_, 12);
            return;
        case 5:
            if (Point<OutputPx> const by{roll(dice_, 5) - 2, roll(dice_, 5) - 2};
                count && !stack.layers[which].dest.moved(by).intersected(Rect<OutputPx>::of(tiny)).empty())
                move(which, by);
            return;
        default:
            if (count < 6)
                add_layer();
        }
    }

    /// The pictures of one layer change no longer, or again; a recording of the screen begins, or ends.
    void rest_or_go_on()
    {
        if (one_in(dice_, 4))
            compose_all = compose_all ? std::nullopt : std::optional{Verdict::Capture};
        if (stack.layers.empty())
            return;
        auto const id = stack.layers[std::size_t(roll(dice_, int(stack.layers.size())))].id.value;
        if (std::erase(still, id) == 0)
            still.push_back(id);
    }

    /// The whole stack, one over the other.
    Canvas composed()
    {
        Canvas out{background()};
        for (auto i = stack.layers.size(); i-- > 0;)
            out.blend(stack.layers[i].dest, grey(stack.layers[i]));
        return out;
    }
    Canvas on_planes()
    {
        std::map<int, std::optional<std::size_t>> pile;
        if (last.composed)
            pile[last.composed_zpos] = std::nullopt;
        for (std::size_t i = 0; i < stack.layers.size(); ++i)
            if (last.placements[i].plane)
                pile[last.placements[i].zpos] = i;
        Canvas out{{0, 1}};
        for (auto const& [zpos, layer] : pile)
            if (layer)
                show(out, stack.layers[*layer], *caps.find(*last.placements[*layer].plane));
            else
                show_composed(out);
        return out;
    }

    /// What is wrong with the decision itself; empty: nothing.
    [[nodiscard]] std::string fault() const
    {
        std::map<PlaneId, int> used;
        std::map<int, int> heights;
        auto const check = [&](PlaneId id, int zpos) -> std::string {
            auto const* plane = caps.find(id);
            if (!plane)
                return "a plane that does not exist";
            if (used[id]++)
                return "a plane used twice";
            if (heights[zpos]++)
                return "two planes on one height";
            if (zpos < plane->zpos_min || zpos > plane->zpos_max)
                return "a height that the plane cannot have";
            return plane->type == PlaneType::Overlay && !overlays ? "an overlay, though they are switched off" : "";
        };
        std::string out = last.composed ? check(*last.composed, last.composed_zpos) : "";
        for (std::size_t i = 0; i < stack.layers.size() && out.empty(); ++i)
            if (auto const& p = last.placements[i]; p.plane) {
                out = check(*p.plane, p.zpos);
                bool const right = out.empty() && p.verdict == Verdict::OnPlane;
                if (out.empty() && (!right || !could_show(*caps.find(*p.plane), stack.layers[i])))
                    out = "a layer on a plane that cannot show it";
            } else if (p.verdict == Verdict::OnPlane)
                out = "no plane, but on one";
        bool const primary_on = std::ranges::any_of(
            used, [&](auto const& u) { return caps.find(u.first)->type == PlaneType::Primary; });
        return out.empty() && !primary_on ? "nothing on the primary plane" : out;
    }

    /// The first pixel that is not what composition would show; empty: there is none.
    [[nodiscard]] std::string wrong_pixel()
    {
        auto shown = on_planes(), right = composed();
        for (int y = 0; y < tiny.height; ++y)
            for (int x = 0; x < tiny.width; ++x)
                if (auto const is = shown.at(x, y).light, wanted = right.at(x, y).light; std::abs(is - wanted) > 1e-6)
                    return std::format("pixel {},{}: {} instead of {}", x, y, is, wanted);
        return {};
    }

    [[nodiscard]] std::string describe() const
    {
        std::string out;
        for (std::size_t i = 0; i < stack.layers.size(); ++i) {
            auto const& l = stack.layers[i];
            auto const& p = last.placements[i];
            out += std::format("{}x{}+{}+{}{} plane {} at {}, {}\n", l.dest.width, l.dest.height, l.dest.x, l.dest.y,
                               l.opaque.empty() ? "" : " opaque", p.plane.value_or(PlaneId{}).value, p.zpos,
                               name_of(p.verdict));
        }
        return out + std::format("composed {} at {}", last.composed.value_or(PlaneId{}).value, last.composed_zpos);
    }

private:
    static unsigned hash_of(Assignment const& a)
    {
        unsigned out = a.composed ? a.composed->value : 77;
        for (auto const& p : a.placements)
            out = out * 31 + (p.plane ? p.plane->value * 7 + unsigned(p.zpos) : 3);
        return out * 2654435761U >> 7;
    }

    void add_layer()
    {
        auto const x = roll(dice_, 12), y = roll(dice_, 8);
        Rect<OutputPx> dest = one_in(dice_, 4) ? Rect<OutputPx>::of(tiny)
                                               : Rect<OutputPx>{x - 2, y - 2, 3 + roll(dice_, 6), 3 + roll(dice_, 4)};
        if (one_in(dice_, 6)) {
            auto const light = one_in(dice_, 2) ? 0.0F : 0.5F;
            add_color(dest, {light, light, light, 1});
        } else {
            auto const kind = roll(dice_, 4);
            auto& layer = add(dest, kind < 2 ? xrgb : argb, one_in(dice_, 5) ? Memory::Shm : Memory::Dmabuf);
            if (kind == 2)
                layer.opaque = dest; // it has alpha, but the client says that it does not use it
            if (one_in(dice_, 6))
                layer.alpha = 0.5F, layer.opaque.clear();
            if (one_in(dice_, 6))
                layer.source = {0, 0, 1, 1};
        }
        auto& layer = stack.layers.back();
        layer.opaque &= Region<OutputPx>{Rect<OutputPx>::of(tiny)};
        lights_[layer.id] = roll(dice_, 100) / 100.0;
        auto const first = stack.layers[0].role == LayerRole::Cursor ? 1 : 0;
        auto const at = first + roll(dice_, int(stack.layers.size()) - first);
        std::rotate(stack.layers.begin() + at, stack.layers.end() - 1, stack.layers.end());
        if (one_in(dice_, 4))
            still.push_back(stack.layers[std::size_t(at)].id.value);
    }

    [[nodiscard]] Grey background() const { return {double(stack.background.r), 1}; }
    [[nodiscard]] Grey picture(Layer const& layer) const // before the layer's own alpha
    {
        if (!layer.content)
            return {double(layer.color.r), 1};
        bool const clear = has_alpha(layer.content->format) && (layer.opaque.empty() && layer.alpha >= 1);
        auto const light = lights_.contains(layer.id) ? lights_.at(layer.id) : 0.9;
        return clear ? Grey{light * 0.6, 0.6} : Grey{light, 1};
    }
    [[nodiscard]] Grey grey(Layer const& layer) const
    {
        auto const p = picture(layer);
        return {p.light * double(layer.alpha), p.alpha * double(layer.alpha)};
    }
    [[nodiscard]] bool could_show(PlaneCaps const& plane, Layer const& layer) const
    {
        if (plane.type == PlaneType::Cursor)
            return layer.role == LayerRole::Cursor;
        auto const& c = *layer.content;
        bool const reads = plane.formats.empty() || plane.formats.contains(c.format, 0)
            || (c.format == argb && plane.ignores_alpha && plane.formats.contains(xrgb, 0) && !layer.opaque.empty());
        return reads && (c.memory == Memory::Dmabuf || caps.shows_shm)
            && (plane.scales || layer.source.width == layer.dest.width)
            && (plane.reaches_out || Rect<OutputPx>::of(tiny).contains(layer.dest));
    }
    void show(Canvas& out, Layer const& layer, PlaneCaps const& plane)
    {
        auto g = picture(layer);
        if (!plane.blends && plane.type != PlaneType::Cursor)
            g.alpha = 1;
        auto const fade = plane.fades ? double(layer.alpha) : 1;
        out.blend(layer.dest, {g.light * fade, g.alpha * fade});
    }
    void show_composed(Canvas& out)
    {
        Canvas buffer{{5, 1}}; // what was there before is wrong everywhere
        Region<OutputPx> bare{Rect<OutputPx>::of(tiny)}, area;
        for (auto const& l : stack.layers)
            if (l.alpha >= 1)
                bare -= l.opaque;
        buffer.fill(bare, background());
        for (auto i = stack.layers.size(); i-- > 0;) {
            auto const& l = stack.layers[i];
            if (auto const path = last.path(i); path == Path::Composed)
                buffer.blend(l.visible, grey(l)), area |= l.visible;
            else if (path == Path::Below)
                buffer.fill(l.visible, {});
        }
        auto const& plane = *caps.find(*last.composed);
        if (plane.type == PlaneType::Primary)
            area = Rect<OutputPx>::of(tiny);
        out.each(area.bounds(), [&](Grey& p, int x, int y) {
            auto g = buffer.at(x, y);
            if (!plane.blends)
                g.alpha = 1;
            p = over(g, p);
        });
    }

    Dice dice_;
    std::map<SourceId, double> lights_;
};

} // namespace vitrail::test
