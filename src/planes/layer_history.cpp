#include "layer_history.hpp"

#include "shape.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

using namespace std::chrono_literals;

constexpr double fast_from = 19.5, fast_down_to = 10; // Hz; a 20 Hz clock is never exact
constexpr std::size_t enough_updates = 5, enough_of_a_video = 2;
constexpr Duration silence = 1s;
/// More than this between two frames is rest. Longer than a frame of anything fast, so that what is slow looks slow.
constexpr Duration longest_frame = 125ms;

/// What must stay as it is for a plane to be worth asking for: the layer, and what lies on it. Not the cursor.
std::uint64_t surroundings_of(LayerStack const& stack, std::size_t index)
{
    auto const& layer = stack.layers[index];
    auto const place = on_screen(layer, stack.size);
    Hash hash;
    hash.add(shape_of(layer, stack.size));
    hash.add(layer.dest);
    for (auto const& above : std::span{stack.layers}.first(index))
        if (above.role != LayerRole::Cursor && intersect(above.dest, place)) {
            hash.add(above.id.value);
            hash.add(above.dest);
        }
    return hash.value();
}

} // namespace

double LayerHistory::Past::rate() const
{
    auto const known = std::min(count, kept_updates);
    if (known < 2)
        return 0;
    auto const span = latest() - updates[(count - known) % kept_updates];
    return double(known - 1) / std::max(std::chrono::duration<double>(span).count(), 0.001);
}

bool LayerHistory::note(LayerStack const& stack, Time now)
{
    if (frame_++ > 0)
        shown_ += std::clamp<Duration>(now - last_, 0ns, longest_frame);
    last_ = now;
    bool const like_before = stack.arrangement != 0 && stack.arrangement == arrangement_;
    arrangement_ = stack.arrangement;
    if (like_before && note_changes(stack))
        return false;
    note_all(stack, now);
    return true;
}

/// Only pictures changed. False: that made a layer fast, or slow, and everything is to be looked at.
bool LayerHistory::note_changes(LayerStack const& stack)
{
    bool alike = true;
    for (auto const* list : {&stack.changed, &std::as_const(watched_)})
        for (auto const i : *list) {
            auto const& layer = stack.layers[i];
            if (!layer.content || layer.role == LayerRole::Cursor)
                continue;
            auto& past = pasts_[layer.id];
            bool const was_fast = past.fast;
            note_update(past, layer);
            alike &= past.fast == was_fast;
        }
    return alike;
}

void LayerHistory::note_all(LayerStack const& stack, Time now)
{
    watched_.clear();
    auto const whole = Rect<OutputPx>::of(stack.size);
    for (std::size_t i = 0; i < stack.layers.size(); ++i) {
        auto const& layer = stack.layers[i];
        if (!layer.content || layer.role == LayerRole::Cursor)
            continue;
        auto& past = pasts_[layer.id];
        past.frame = frame_;
        note_update(past, layer);
        if ((!past.fast && !layer.dest.contains(whole)) || watched_.size() == most_watched) {
            past.since = Time::max();
            continue;
        }
        watched_.push_back(i);
        auto const around = surroundings_of(stack, i);
        if (past.since == Time::max() || around != past.surroundings)
            past.since = now;
        past.surroundings = around;
    }
    std::erase_if(pasts_, [this](auto const& entry) { return entry.second.frame != frame_; });
}

void LayerHistory::note_update(Past& past, Layer const& layer) const
{
    if (layer.content->serial != past.serial) {
        past.serial = layer.content->serial;
        past.updates[past.count++ % kept_updates] = shown_;
    }
    double const rate = past.rate();
    bool const video = layer.content_type == ContentType::Video; // its client says so: old ones have few pictures a second
    auto const enough = video ? enough_of_a_video : enough_updates;
    double const from = video ? fast_down_to : fast_from;
    if (past.fast)
        past.fast = rate >= fast_down_to && shown_ - past.latest() < silence;
    else
        past.fast = past.count >= enough && rate >= from && shown_ - past.latest() < silence;
}

double LayerHistory::rate(SourceId source) const
{
    auto const it = pasts_.find(source);
    return it == pasts_.end() ? 0 : it->second.rate();
}

bool LayerHistory::is_fast(SourceId source) const
{
    auto const it = pasts_.find(source);
    return it != pasts_.end() && it->second.fast;
}

Time LayerHistory::unchanged_since(SourceId source) const
{
    auto const it = pasts_.find(source);
    return it == pasts_.end() ? Time::max() : it->second.since;
}

} // namespace vitrail
