#include "scene/viewport.hpp"

#include "base/wlr.hpp"
#include "scene/leaf.hpp"
#include "scene/projection.hpp"
#include "scene/scene.hpp"
#include "scene/surface_node.hpp"
#include "stack_pool.hpp"

#include <utility>

namespace vitrail {

Viewport::Viewport(Scene& scene, std::function<void()> wants_frame)
    : scene_{scene}, wants_frame_{std::move(wants_frame)}, stacks_{StackPool::create()}
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
    look_again_ = true;
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
    changed_.clear();
    by_source_.clear();
    stacks_->clear();
    look_again_ = true;
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
    return look_again_ || !damage_.content.empty() || std::ranges::any_of(changed_, [&](std::size_t i) {
        return !shown_[i].fresh.empty() && !elsewhere(stacks_->newest()->layers[i].id);
    });
}

bool Viewport::changed(SourceId source) const
{
    auto const newest = stacks_->newest();
    return std::ranges::any_of(changed_, [&](std::size_t i) {
        return newest->layers[i].id == source && !shown_[i].fresh.empty();
    });
}

bool Viewport::painted_anew() const
{
    return !damage_.content.empty() || std::ranges::any_of(changed_, [&](std::size_t i) { return !shown_[i].fresh.empty(); });
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
    auto& shown = shown_[layer];
    if (!std::exchange(shown.changed, true))
        changed_.push_back(layer);
    auto touched = Projection{view_, leaf.picture(), leaf.corner(view_, leaf.absolute_position())}.touched_by(damage);
    touched &= stacks_->newest()->layers[layer].visible;
    if (touched.empty())
        return;
    if (leaf.role() == LayerRole::Cursor)
        damage_.cursor |= touched;
    else
        shown.fresh |= touched;
    content_changed_ = true;
    wants_frame_();
}

void Viewport::forget(Leaf const& leaf, std::size_t layer)
{
    if (layer < shown_.size() && shown_[layer].leaf == &leaf) {
        shown_[layer].leaf = nullptr;
        look_again_ = true;
    }
    std::erase(inside_, &leaf);
    std::erase_if(sampled_, [&](auto const& w) { return w.node == &leaf; });
    std::erase_if(in_flight_, [&](auto const& w) { return w.node == &leaf; });
    std::erase_if(attended_, [&](auto const* node) { return node == &leaf; });
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

Layer const* Viewport::layer_of(SourceId source) const
{
    auto const newest = stacks_->newest();
    if (!newest)
        return nullptr;
    if (by_source_.empty())
        for (std::size_t i = 0; i < newest->layers.size(); ++i)
            by_source_.emplace(newest->layers[i].id, i);
    auto const found = by_source_.find(source);
    return found == by_source_.end() ? nullptr : &newest->layers[found->second];
}

void Viewport::release_copied(std::span<SourceId const> sources)
{
    for (auto const source : sources) {
        auto const* layer = layer_of(source);
        if (!layer)
            continue;
        auto const& shown = shown_[std::size_t(layer - stacks_->newest()->layers.data())];
        if (!shown.leaf || !shown.leaf->as_surface())
            continue; // pictures of our own nobody waits for
        auto const& content = shown.leaf->picture().content;
        if (content == layer->content && content && content->memory == Memory::Shm)
            content->give_back();
    }
}

} // namespace vitrail
