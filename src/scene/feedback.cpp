#include "base/wlr.hpp"
#include "scene/commit_gate.hpp"
#include "scene/scene.hpp"
#include "scene/surface_node.hpp"
#include "scene/viewport.hpp"
#include "stack_pool.hpp"

#include <utility>

namespace vitrail {

namespace {

std::uint32_t flags_of(Presented const& presented, bool zero_copy)
{
    std::uint32_t flags = 0;
    for (auto const& [is_so, flag] : {std::pair{presented.vsync, WLR_OUTPUT_PRESENT_VSYNC},
                                     {presented.hw_clock, WLR_OUTPUT_PRESENT_HW_CLOCK},
                                     {presented.hw_completion, WLR_OUTPUT_PRESENT_HW_COMPLETION},
                                     {zero_copy, WLR_OUTPUT_PRESENT_ZERO_COPY}})
        flags |= is_so ? std::uint32_t(flag) : 0U;
    return flags;
}

} // namespace

void Viewport::attend(SurfaceNode& node)
{
    if (!std::exchange(node.attended_, true))
        attended_.push_back(&node);
}

void Viewport::neglect(SurfaceNode& node)
{
    if (std::erase(attended_, &node) > 0)
        node.attended_ = false;
}

void Viewport::collect_feedback()
{
    std::erase_if(attended_, [](SurfaceNode* node) { return node->rests() && std::exchange(node->attended_, false); });
    // A snapshot may be given up before it is latched: what it sampled stays, unless a newer commit has replaced it.
    std::erase_if(sampled_, [](Waiting const& w) { return !w.node->latch() || w.node->latch()->commits() != w.commit; });
    for (auto* node : attended_) {
        if (!node->latch() || node->pacing_viewport() != this)
            continue;
        node->latch()->sampled();
        if (auto feedback = node->latch()->take_feedback())
            sampled_.push_back({node, node->latch()->commits(), std::move(feedback)});
    }
}

void Viewport::open_gates(Time vblank, Duration period)
{
    scene_.step(vblank);
    for (auto* gate : gates()) {
        gate->open_for(vblank, period);
        if (auto const next = gate->next_moment(); next && *next <= vblank + 2 * period)
            request_frame();
    }
}

/// Of the surfaces whose pace this viewport sets. A copy: what they let through may change the scene.
std::vector<CommitGate*> Viewport::gates() const
{
    std::vector<CommitGate*> out;
    for (auto* node : attended_)
        if (node->gate() && node->gate()->busy() && node->pacing_viewport() == this)
            out.push_back(node->gate());
    return out;
}

void Viewport::latched(Assignment const& assignment)
{
    for (auto& waiting : std::exchange(sampled_, {})) {
        auto const layer = waiting.node->layer_in(*this);
        waiting.zero_copy = layer && *layer < assignment.placements.size() && assignment.placements[*layer].plane;
        in_flight_.push_back(std::move(waiting));
    }
    for (auto* node : attended_)
        if (node->latch() && node->pacing_viewport() == this)
            node->latch()->pace().overtaken();
    for (auto* gate : gates())
        gate->latched();
}

void Viewport::presented(Presented const& presented)
{
    auto waiting = std::exchange(in_flight_, {});
    if (!presented.shown)
        return request_frame(); // what waited is discarded; frame callbacks wait for a refresh that is seen
    refresh_ = presented.refresh;
    send_feedback(std::move(waiting), presented);
    if (scene_.fades()) { // the next picture is another one: it is to be painted
        look_again_ = true;
        request_frame();
    }
}

void Viewport::send_frame_callbacks(Time when)
{
    frame_requested_ = false;
    collect_feedback();
    for (auto* gate : gates())
        gate->latched();
    send_feedback(std::exchange(sampled_, {}), {.when = when, .refresh = refresh_});
    call_back_all(when);
}

void Viewport::send_feedback(std::vector<Waiting> waiting, Presented const& presented)
{
    if (!output_)
        return;
    auto const when = to_timespec(presented.when);
    for (auto const& [node, commit, feedback, zero_copy] : waiting) {
        wlr_presentation_event const event{
            .output = output_,
            .tv_sec = std::uint64_t(when.tv_sec),
            .tv_nsec = std::uint32_t(when.tv_nsec),
            .refresh = std::uint32_t(presented.refresh.count()),
            .seq = presented.sequence,
            .flags = flags_of(presented, zero_copy),
        };
        wlr_presentation_feedback_send_presented(feedback.get(), &event);
    }
}

wlr_surface* Viewport::surface_of(SourceId source) const
{
    auto const* layer = layer_of(source);
    auto* const leaf = layer ? shown_[std::size_t(layer - stacks_->newest()->layers.data())].leaf : nullptr;
    auto* const node = leaf ? leaf->as_surface() : nullptr;
    return node ? node->surface() : nullptr;
}

Time Viewport::call_back(Time now, Time flip, PictureDue wanted)
{
    auto const at = to_timespec(flip);
    auto next = Time::max();
    for (auto* node : attended_) {
        auto* const latch = node->pacing_viewport() == this ? node->latch() : nullptr;
        if (!latch || !latch->owes_callback())
            continue;
        latch->pace().set_enabled(!scene_.paces || scene_.paces(*node->surface()));
        if (auto const due = latch->pace().callback_time(flip, wanted); due > now) {
            next = std::min(next, due);
            continue;
        }
        latch->pace().called_back(now, flip, wanted);
        wlr_surface_send_frame_done(node->surface(), &at);
    }
    return next;
}

Expected Viewport::expected(Time now) const
{
    auto out = Expected::None;
    for (auto* node : attended_) {
        auto* const latch = node->pacing_viewport() == this ? node->latch() : nullptr;
        if (latch && (latch->owes_callback() || latch->pace().promised(now)))
            return Expected::Surely;
        if (latch && latch->pace().awaited(now))
            out = Expected::Perhaps;
    }
    return out;
}

void Viewport::call_back_all(Time when)
{
    auto const at = to_timespec(when);
    for (auto* node : attended_)
        if (node->surface() && node->pacing_viewport() == this)
            wlr_surface_send_frame_done(node->surface(), &at);
}

} // namespace vitrail
