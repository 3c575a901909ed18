// Which layer goes on which plane.
//
// Goal: as few pixels as possible pass through the composer. Constraint: a display may refuse any combination, only it
// knows, and asking costs time; and a picture must never be wrong: what lies above something else must stay above it.
// The primary plane is the lowest, the cursor plane the highest, so with these two there are just two chances:
//
//     cursor layer (always topmost)            -> cursor plane
//     the one remaining layer, if it covers    -> primary plane      (fullscreen video, game, kiosk application)
//     more layers than that                    -> composed, and the composed buffer is on the primary plane
//
// Example: [cursor, player 1920x1080 at 0,0] on a 1920x1080 display: two planes, nothing is drawn. A notification opens:
// [cursor, notification, player]: the cursor keeps its plane, the other two are composed.
//
// Answers are remembered by shape (what kind of buffer where), so a client that only swaps buffers is never asked about.

#include "planes/plane_allocator.hpp"

#include <algorithm>
#include <ranges>

namespace vitrail {

namespace {

constexpr std::size_t remembered_answers = 16;

bool covers(Layer const& layer, Size<OutputPx> screen)
{
    return layer.dest.contains(Rect<OutputPx>::of(screen));
}

bool is_scaled(Layer const& layer)
{
    auto const turned = swaps_axes(layer.transform);
    return layer.source.width != (turned ? layer.dest.height : layer.dest.width)
        || layer.source.height != (turned ? layer.dest.width : layer.dest.height);
}

bool is_cropped(Layer const& layer)
{
    return layer.source != FRect<BufferPx>::of(Rect<BufferPx>::of(layer.content->size));
}

/// What can be said about `layer` on `plane` without asking the display.
Verdict cheap_filter(Layer const& layer, PlaneCaps const& plane, DisplayCaps const& caps)
{
    if (!layer.content)
        return Verdict::SolidColor;
    auto const& content = *layer.content;
    if (content.memory == Memory::SinglePixel)
        return Verdict::SolidColor;
    if (!content.buffer || (content.memory == Memory::Shm && !caps.shows_shm))
        return Verdict::NotDmabuf;
    if (!plane.formats.empty() && !plane.formats.contains(content.format, content.modifier))
        return Verdict::FormatModifier;
    if (layer.transform != Transform::Normal && !plane.rotates)
        return Verdict::Rotation;
    if ((is_scaled(layer) || is_cropped(layer)) && !plane.scales)
        return Verdict::ScalingLimit;
    return Verdict::OnPlane;
}

Placement place_cursor(Layer const& cursor, PlaneCaps const* plane)
{
    auto const fits = [&](Size<BufferPx> s) { return cursor.dest.width <= s.width && cursor.dest.height <= s.height; };
    bool const shown = plane && cursor.content
        && (plane->cursor_sizes.empty() || std::ranges::any_of(plane->cursor_sizes, fits));
    return shown ? Placement{plane->id, Verdict::OnPlane} : Placement{std::nullopt, Verdict::SoftwareCursor};
}

/// The primary plane is the only one below everything: a layer may take it if it fills the screen and nothing else is
/// left to compose.
Verdict primary_filter(Layer const& layer, bool alone, LayerStack const& stack, PlaneCaps const& plane,
                       DisplayCaps const& caps)
{
    if (!layer.content || layer.content->memory == Memory::SinglePixel)
        return Verdict::SolidColor;
    if (!covers(layer, stack.size))
        return Verdict::NotCovering;
    if (!alone)
        return Verdict::Covered;
    if (layer.alpha < 1.0F || !layer.opaque.contains(Rect<OutputPx>::of(stack.size)))
        return Verdict::Alpha;
    return cheap_filter(layer, plane, caps);
}

} // namespace

std::vector<PlaneAllocator::Shape> PlaneAllocator::shapes_of(LayerStack const& stack)
{
    std::vector<Shape> out;
    out.reserve(stack.layers.size());
    for (auto const& l : stack.layers) {
        bool const cursor = l.role == LayerRole::Cursor;
        auto const* c = l.content.get();
        out.push_back({
            .role = l.role,
            .memory = c ? c->memory : Memory::SinglePixel,
            .format = c ? c->format : Format{},
            .modifier = c ? c->modifier : 0,
            .buffer = c ? c->size : Size<BufferPx>{},
            .source = l.source,
            .dest = cursor ? Rect<OutputPx>{0, 0, l.dest.width, l.dest.height} : l.dest, // moving asks nothing anew
            .transform = l.transform,
            .alpha = l.alpha,
        });
    }
    return out;
}

Assignment PlaneAllocator::assign(LayerStack const& stack, DisplayCaps const& caps, Constraints constraints,
                                  Test const& test)
{
    Assignment plan{std::vector<Placement>(stack.layers.size())};
    if (constraints.compose_all) {
        std::ranges::fill(plan.placements, Placement{std::nullopt, Verdict::Capture});
        return plan;
    }
    auto const& layers = stack.layers;
    std::size_t const cursors = !layers.empty() && layers[0].role == LayerRole::Cursor ? 1 : 0;
    if (cursors)
        plan.placements[0] = place_cursor(layers[0], caps.find(PlaneType::Cursor));
    bool const composed_above = cursors && !plan.placements[0].plane;

    auto const* primary = caps.find(PlaneType::Primary);
    bool const alone = layers.size() == cursors + 1 && !composed_above;
    for (auto i = cursors; primary && i < layers.size(); ++i)
        plan.placements[i].verdict = primary_filter(layers[i], alone, stack, *primary, caps);
    if (!alone || !primary || plan.placements[cursors].verdict != Verdict::OnPlane)
        return unless_failed(stack, std::move(plan));

    auto trial = plan;
    trial.placements[cursors].plane = primary->id;
    auto const answer = ask(stack, trial, test);
    if (answer == Verdict::OnPlane)
        return trial;
    plan.placements[cursors].verdict = answer;
    return unless_failed(stack, std::move(plan));
}

/// A plan that nobody asks the display about (the cursor's plane alone) may have failed in a commit all the same.
Assignment PlaneAllocator::unless_failed(LayerStack const& stack, Assignment plan) const
{
    auto failures = known_ | std::views::filter([](Known const& k) { return k.verdict == Verdict::CommitFailed; });
    if (failures.empty())
        return plan; // every frame but few
    auto const shapes = shapes_of(stack);
    bool const failed
        = std::ranges::any_of(failures, [&](Known const& k) { return k.trial == plan && k.shapes == shapes; });
    if (failed)
        for (auto& p : plan.placements)
            if (p.plane)
                p = {std::nullopt, Verdict::CommitFailed};
    return plan;
}

Verdict PlaneAllocator::ask(LayerStack const& stack, Assignment const& trial, Test const& test)
{
    auto shapes = shapes_of(stack);
    auto const known = std::ranges::find_if(known_, [&](Known const& k) { return k.trial == trial && k.shapes == shapes; });
    if (known != known_.end()) {
        std::rotate(known_.begin(), known, known + 1);
        return known_.front().verdict;
    }
    auto const verdict = test(trial) ? Verdict::OnPlane : Verdict::RefusedByTest;
    remember({std::move(shapes), trial, verdict});
    return verdict;
}

void PlaneAllocator::commit_failed(LayerStack const& stack, Assignment const& assignment)
{
    auto shapes = shapes_of(stack);
    std::erase_if(known_, [&](Known const& k) { return k.trial == assignment && k.shapes == shapes; });
    remember({std::move(shapes), assignment, Verdict::CommitFailed});
}

void PlaneAllocator::remember(Known answer)
{
    known_.insert(known_.begin(), std::move(answer));
    if (known_.size() > remembered_answers)
        known_.pop_back();
}

void PlaneAllocator::forget() { known_.clear(); }

} // namespace vitrail
