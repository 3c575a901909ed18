// Windows in the hand of their user. The rest of the desk is in desk.cpp.

#include "shell/desk.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "wlr_modifiers.hpp"

namespace vitrail {

namespace {

constexpr std::uint32_t left_button = 0x110, right_button = 0x111; // linux/input-event-codes.h
constexpr Color preview_color{0.12F, 0.16F, 0.22F, 0.35F}; // premultiplied

/// The corner or edge that is nearest: each third of the window has its own; the middle is the lower right corner's.
Edges edges_near(FPoint<Logical> at, Rect<Logical> const& box)
{
    Edges out{.top = at.y < box.y + box.height / 3.0,
              .bottom = at.y > box.bottom() - box.height / 3.0,
              .left = at.x < box.x + box.width / 3.0,
              .right = at.x > box.right() - box.width / 3.0};
    return out.any() ? out : Edges{.bottom = true, .right = true};
}

} // namespace

/// Only a press that is still held, given to that very window, moves or resizes it.
bool Desk::may_grab(Window& window, std::uint32_t serial) const
{
    if (!policy_->windows_are_free() || !window.mapped() || window.fullscreen())
        return false;
    auto& seat = world_.seat.c();
    wlr_touch_point* point = nullptr;
    if (wlr_seat_validate_touch_grab_serial(&seat, nullptr, serial, &point))
        return window_of(point->surface) == &window;
    return wlr_seat_validate_pointer_grab_serial(&seat, nullptr, serial)
        && window_of(seat.pointer_state.focused_surface) == &window;
}

void Desk::wants_move(Window& window, std::uint32_t serial)
{
    if (may_grab(window, serial))
        begin_move(window, grab_start(serial));
}

void Desk::wants_resize(Window& window, Edges edges, std::uint32_t serial)
{
    if (edges.any() && window.fit() == Fit::Free && may_grab(window, serial))
        begin_resize(window, edges, grab_start(serial));
}

/// Where the pointer holds a window now. A finger tells with its first motion.
std::optional<FPoint<Logical>> Desk::grab_start(std::uint32_t serial) const
{
    bool const by_pointer = wlr_seat_validate_pointer_grab_serial(&world_.seat.c(), nullptr, serial);
    return by_pointer ? std::optional{world_.seat.cursor()} : std::nullopt;
}

void Desk::grab(Window& window, std::unique_ptr<PointerGrab> grab)
{
    world_.seat.begin_grab(std::move(grab));
    grabbed_ = &window;
}

void Desk::end_grab_of(Window& window)
{
    if (grabbed_ == &window)
        world_.seat.end_grab();
    if (grabbed_ == &window)
        grabbed_ = nullptr;
}

Magnets Desk::magnets_for(Window const& window) const
{
    auto const area = [this](Rect<Logical> const& box) {
        auto const* output = world_.at({box.x + box.width / 2, box.y + box.height / 2});
        return output ? world_.usable_area(*output) : box;
    };
    auto const others = [this, &window] {
        std::vector<Rect<Logical>> out;
        for (auto const* each : stack_.windows())
            if (each != &window && each->visible())
                out.push_back(each->box());
        return out;
    };
    return {area, others, config_.windows.snap_distance};
}

/// Not at an edge beyond which another screen begins: the pointer only passes there.
std::optional<Drop> Desk::drop_at(FPoint<Logical> at) const
{
    constexpr int reach = 4; // logical units; the pointer itself stops at the border
    auto* const output = world_.outputs.at(at);
    if (!config_.windows.tile_at_edges || !output)
        return std::nullopt;
    auto const fit = fit_at_edge(output->area(), at, reach);
    auto const edges = fit == Fit::Maximised ? Edges{.top = true} : tiled_edges(fit);
    FPoint<Logical> const beyond{at.x + (edges.left && !edges.right ? -reach : edges.right && !edges.left ? reach : 0),
                                 at.y - (fit == Fit::Maximised ? reach : 0)};
    for (auto const* other : world_.outputs.active())
        if (other != output && other->area().contains(beyond))
            return std::nullopt;
    return fit == Fit::Free ? std::nullopt : std::optional{Drop{fit, output}};
}

void Desk::preview(std::optional<Drop> const& drop)
{
    if (!drop)
        return preview_.reset();
    auto const box = part_of(world_.usable_area(*drop->output), drop->fit);
    preview_.emplace(world_.scene.stratum(Stratum::Overlay), box.size(), preview_color);
    preview_->set_position(box.origin());
}

MoveGrab& Desk::begin_move(Window& window, std::optional<FPoint<Logical>> pointer)
{
    if (window.fit() == Fit::Tiled)
        window.set_floating(true); // taken out of the layout by hand
    auto move = std::make_unique<MoveGrab>(window, pointer, magnets_for(window), MoveEvents{
        .drop_at = [this](FPoint<Logical> at) { return drop_at(at); },
        .preview = [this](std::optional<Drop> const& drop) { preview(drop); },
        .done = [this] { grabbed_ = nullptr; }});
    auto& out = *move;
    grab(window, std::move(move));
    return out;
}

void Desk::begin_resize(Window& window, Edges edges, std::optional<FPoint<Logical>> pointer)
{
    grab(window, std::make_unique<ResizeGrab>(window, edges, pointer, magnets_for(window), [this] { grabbed_ = nullptr; }));
}

/// With Super held, a window is moved by its left button and sized by its right one, wherever it is pressed.
bool Desk::drag(Window& window, std::uint32_t button)
{
    auto* keyboard = wlr_seat_get_keyboard(&world_.seat.c());
    bool const held = keyboard && (wlr_keyboard_get_modifiers(keyboard) & ~caps_and_num_lock) == WLR_MODIFIER_LOGO;
    if (!held || !policy_->windows_are_free() || window.fullscreen())
        return false;
    auto const pointer = world_.seat.cursor();
    if (button == left_button)
        begin_move(window, pointer);
    else if (button == right_button && window.fit() == Fit::Free)
        begin_resize(window, edges_near(pointer, window.box()), pointer);
    else
        return false;
    return true;
}

} // namespace vitrail
