#include "scene/surface_node.hpp"

#include "base/list.hpp"
#include "base/log.hpp"
#include "base/wlr.hpp"
#include "scene/commit_gate.hpp"
#include "scene/scene.hpp"
#include "scene/surface_latch.hpp"
#include "scene/viewport.hpp"

#include <utility>

namespace vitrail {

SurfaceNode::SurfaceNode(wlr_surface& surface, Tree& parent)
    : Leaf{&parent}, surface_{&surface}, latch_{SurfaceLatch::of(surface)}, gate_{CommitGate::of(surface)}
{
    if (!latch_) {
        log::error("a surface of a compositor global that no scene latches stays invisible");
        surface_ = nullptr;
        return;
    }
    set_id(latch_->id());
    gate_->on_wants_refresh = [this] {
        if (!paced_by_)
            return;
        paced_by_->attend(*this);
        paced_by_->request_frame();
    };
    commit_.connect<&SurfaceNode::on_commit>(this, surface.events.commit);
    destroy_.connect<&SurfaceNode::on_destroy>(this, surface.events.destroy);
    show_latched();
    // Until it is seen somewhere, the largest scale of all: its first picture must not be too coarse.
    if (auto* scene = this->scene(); scene && !scene->viewports().empty())
        tell_preferences((*std::ranges::max_element(scene->viewports(), {}, [](auto* v) { return v->view().scale; }))->view());
}

SurfaceNode::~SurfaceNode()
{
    set_pacing(nullptr);
    if (auto* scene = this->scene())
        scene->heartbeat().forget(*this);
    if (gate_)
        gate_->on_wants_refresh = {};
    if (surface_)
        for (auto const& sight : sights())
            if (auto* output = sight.viewport->attached())
                wlr_surface_send_leave(surface_, output);
}

void SurfaceNode::on_commit()
{
    show_latched();
    if (paced_by_)
        paced_by_->attend(*this);
    if (auto* scene = this->scene(); surface_->current.committed & WLR_SURFACE_STATE_INPUT_REGION && scene && scene->on_rearranged)
        scene->on_rearranged();
    if (latch_->awaits_refresh())
        wait_for_refresh();
}

void SurfaceNode::wait_for_refresh()
{
    if (paced_by_)
        paced_by_->request_frame();
    else if (auto* scene = this->scene())
        scene->heartbeat().wait(*this);
}

void SurfaceNode::show_latched()
{
    auto next = latch_->picture();
    next.alpha *= opacity_;
    show(std::move(next), latch_->damage());
}

void SurfaceNode::on_destroy()
{
    commit_.disconnect();
    destroy_.disconnect();
    set_pacing(nullptr);
    surface_ = nullptr;
    latch_ = nullptr;
    gate_ = nullptr;
    show({}, {});
}

bool SurfaceNode::rests() const
{
    return !surface_ || (latch_->is_sampled() && !latch_->awaits_refresh() && !latch_->is_awaited() && !gate_->busy());
}

void SurfaceNode::set_opacity(float opacity)
{
    if (opacity == opacity_)
        return;
    opacity_ = opacity;
    if (latch_)
        show_latched();
}

void SurfaceNode::sights_changed()
{
    if (!surface_)
        return;
    std::vector<wlr_output*> inside;
    for (auto const& sight : sights())
        if (auto* output = sight.viewport->attached())
            inside.push_back(output);
    for (auto* output : inside)
        wlr_surface_send_enter(surface_, output);
    // Hidden everywhere (minimised, another workspace) it stays where it was: clients redraw for nothing otherwise.
    if (!inside.empty())
        for (auto* entered : linked<wlr_surface_output>(surface_->current_outputs, offsetof(wlr_surface_output, link)))
            if (!std::ranges::contains(inside, entered->output))
                wlr_surface_send_leave(surface_, entered->output);

    auto* const pacing = pacing_viewport();
    if (pacing)
        tell_preferences(pacing->view());
    if (set_pacing(pacing) && latch_->awaits_refresh())
        wait_for_refresh(); // whoever paced it before may never show a frame again
}

/// True if that is news.
bool SurfaceNode::set_pacing(Viewport* viewport)
{
    auto* const before = std::exchange(paced_by_, viewport);
    if (before == viewport)
        return false;
    if (before)
        before->neglect(*this);
    if (viewport)
        viewport->attend(*this);
    return true;
}

void SurfaceNode::tell_preferences(View const& view)
{
    wlr_fractional_scale_v1_notify_scale(surface_, view.scale);
    wlr_surface_set_preferred_buffer_scale(surface_, int(std::ceil(view.scale)));
    wlr_surface_set_preferred_buffer_transform(surface_, wl_output_transform(view.transform));
}

} // namespace vitrail
