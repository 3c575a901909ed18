#include "output/layer_paths.hpp"

#include <utility>

namespace vitrail {

std::vector<std::size_t> LayerPaths::take(LayerStack const& stack, Assignment const& assignment)
{
    std::vector<std::size_t> out;
    bool const like_before = stack.arrangement != 0 && stack.arrangement == arrangement_;
    if (like_before && assignment == assignment_)
        return out; // nearly always, and cheap for thousands of layers
    arrangement_ = stack.arrangement;
    auto const last = std::exchange(assignment_, assignment);
    auto const before = like_before ? decltype(by_source_){} : std::exchange(by_source_, {});
    for (std::size_t i = 0; i < stack.layers.size(); ++i) {
        auto const& layer = stack.layers[i];
        auto const path = assignment.path(i);
        if (layer.role == LayerRole::Cursor || (like_before && last.path(i) == path))
            continue;
        if (auto const old = before.find(layer.id); like_before || (old != before.end() && old->second != path))
            out.push_back(i);
        by_source_[layer.id] = path;
    }
    return out;
}

std::optional<Path> LayerPaths::of(SourceId source) const
{
    auto const it = by_source_.find(source);
    return it == by_source_.end() ? std::nullopt : std::optional{it->second};
}

} // namespace vitrail
