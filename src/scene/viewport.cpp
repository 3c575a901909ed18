#include "scene/viewport.hpp"

#include "base/wlr.hpp"
#include "scene/leaf.hpp"
#include "scene/projection.hpp"
#include "scene/scene.hpp"
#include "scene/surface_node.hpp"

#include <utility>

namespace vitrail {

Viewport::Viewport(Scene& scene, std::function<void()> wants_frame)
    : scene_{scene}, wants_frame_{std::move(wants_frame)}
{
    scene_.viewports_.push_back(this);
}

Viewport::~Viewport()
{
    detach();
    std::erase(scene_.viewports_, this);
}

void Viewport::set_view(View const& view)
{
    if (view == view_)
        return;
    view_ = view;
    view_changed_ = true;
    damage_ = {};
    add_damage_whole();
}

void Viewport::attach(wlr_output& output)
{
    detach();
    output_ = &output;
    look_again_ = true;
    add_damage_whole();
}

void Viewport::detach()
{
    output_ = nullptr;
    sampled_.clear();
    in_flight_.clear();
    shown_.clear();
    ++looks_; // makes all sights stale
    tell_leaves({});
}

void Viewport::add_damage(Region<OutputPx> const& damage)
{
    auto const inside = damage & Region<OutputPx>{Rect<OutputPx>::of(view_.size)};
    if (inside.empty())
        return;
    damage_.content |= inside;
    wants_frame_();
}

void Viewport::add_damage_whole()
{
    add_damage(Rect<OutputPx>::of(view_.size));
}

void Viewport::request_frame()
{
    frame_requested_ = true;
    wants_frame_();
}

bool Viewport::changed_beyond(std::function<bool(SourceId)> const& elsewhere) const
{
    return look_again_ || !damage_.content.empty() || std::ranges::any_of(shown_, [&](Shown const& s) {
        return !s.fresh.empty() && !elsewhere(s.layer.id);
    });
}

bool Viewport::changed(SourceId source) const
{
    return std::ranges::any_of(shown_, [&](Shown const& s) { return s.layer.id == source && !s.fresh.empty(); });
}

bool Viewport::painted_anew() const
{
    return !damage_.content.empty() || std::ranges::any_of(shown_, [](Shown const& s) { return !s.fresh.empty(); });
}

void Viewport::look_again(Rect<Logical> const& area)
{
    if (view_.area().intersected(area).empty())
        return;
    look_again_ = true;
    wants_frame_();
}

void Viewport::damage_content(Leaf const& leaf, std::size_t layer, Region<BufferPx> const& damage)
{
    auto touched = Projection{view_, leaf.picture(), leaf.corner(view_, leaf.absolute_position())}.touched_by(damage);
    touched &= shown_[layer].layer.visible;
    if (touched.empty())
        return;
    if (leaf.role() == LayerRole::Cursor)
        damage_.cursor |= touched;
    else
        shown_[layer].fresh |= touched;
    content_changed_ = true;
    wants_frame_();
}

void Viewport::forget(Leaf const& leaf)
{
    for (auto& shown : shown_)
        if (shown.leaf == &leaf)
            shown.leaf = nullptr;
    std::erase(inside_, &leaf);
    std::erase_if(sampled_, [&](auto const& w) { return w.node == &leaf; });
    std::erase_if(in_flight_, [&](auto const& w) { return w.node == &leaf; });
}

void Viewport::tell_leaves(std::vector<Leaf*> inside)
{
    auto const before = std::exchange(inside_, std::move(inside));
    std::vector<Leaf*> changed;
    for (auto* leaf : before) {
        auto const left = std::erase_if(leaf->sights_, [&](auto const& s) {
            return s.viewport == this && s.look != looks_;
        });
        if (left)
            changed.push_back(leaf);
    }
    for (auto* leaf : inside_)
        if (std::exchange(leaf->sight_of(*this).changed, false) || view_changed_)
            changed.push_back(leaf);
    view_changed_ = false;
    for (auto* leaf : changed)
        leaf->sights_changed();
}

void Viewport::release_copied(std::span<SourceId const> sources)
{
    for (auto const& shown : shown_) {
        if (!shown.leaf || !shown.leaf->as_surface() || !std::ranges::contains(sources, shown.layer.id))
            continue; // pictures of our own nobody waits for
        auto const& content = shown.leaf->picture().content;
        if (content && content->serial == shown.serial && content->memory == Memory::Shm)
            content->give_back();
    }
}

} // namespace vitrail
