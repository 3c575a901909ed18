// What of a frame is painted: the composed picture, and the cursor for its plane. The loop of frames is in output.cpp.

#include "output/output.hpp"

#include <utility>

namespace vitrail {

/// The composed picture changes where layers are arranged differently, where a composed layer's own picture changed, and
/// where a layer comes into it or leaves it. What changes on a plane costs nothing here.
void Output::add_composed_damage(Frame const& frame)
{
    auto const& stack = *frame.stack;
    std::vector<Region<OutputPx> const*> changes{&stack.damage};
    for (auto const i : stack.changed_layers())
        if (stack.layers[i].role != LayerRole::Cursor && frame.assignment.path(i) == Path::Composed) // see prepare_cursor
            changes.push_back(&stack.layers[i].damage);
    for (auto const i : paths_.take(stack, frame.assignment))
        changes.push_back(&stack.layers[i].visible);
    composer_.add_damage(Region<OutputPx>::united(changes));
}

std::optional<std::size_t> Output::cursor_layer(Frame const& frame)
{
    if (!frame.stack->layers.empty() && frame.stack->layers[0].role == LayerRole::Cursor)
        return 0;
    return std::nullopt;
}

/// The cursor's plane wants its picture in a buffer of its own; painted only when the picture changes. False: the plane
/// cannot be used after all.
bool Output::prepare_cursor(Frame& frame)
{
    auto const index = cursor_layer(frame);
    bool const on_plane = index && frame.assignment.placements[*index].plane;
    // A cursor in the composed picture changes it wherever the cursor was or is.
    if (!on_plane || !cursor_.on_plane)
        composer_.add_damage(frame.stack->cursor_damage | cursor_.area);
    cursor_.area = index && !on_plane ? Region<OutputPx>{frame.stack->layers[*index].dest} : Region<OutputPx>{};
    cursor_.on_plane = on_plane;
    if (!on_plane)
        return true;
    auto const& layer = frame.stack->layers[*index];
    CursorImage const image{layer.id, layer.content->serial, {layer.dest.width, layer.dest.height}, layer.transform};
    if (!cursor_.picture || !(cursor_.image == image)) {
        BufferRef const target = scanout_->cursor_target({layer.dest.width, layer.dest.height});
        if (!target || !composer_.paint_cursor(layer, *target.get()))
            return false;
        cursor_.picture = CursorPicture{target, {}};
        cursor_.image = image;
        give_back_copied();
    }
    cursor_.picture->hotspot = layer.hotspot;
    frame.cursor = cursor_.picture;
    return true;
}

Progress Output::compose(Frame& frame)
{
    if (!frame.composed) { // else: painted in part, in an earlier turn
        bool const same_again = !composer_.dirty() && last_composed_;
        frame.composed = same_again ? last_composed_ : scanout_->target();
        if (same_again)
            return Progress::Done;
    }
    if (!frame.composed)
        return Progress::Failed;
    auto const progress = composer_.compose(frame);
    if (progress == Progress::Done) {
        last_composed_ = frame.composed;
        painted_ = true;
        ++stats_.composed;
        mend_later();
        give_back_copied();
    }
    return progress;
}

void Output::give_back_copied()
{
    if (auto const copied = composer_.take_copied(); !copied.empty())
        viewport_.release_copied(copied);
}

} // namespace vitrail
