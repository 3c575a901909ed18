#include "output/placement_log.hpp"

#include "base/log.hpp"

#include <format>
#include <string>

namespace vitrail {

namespace {

std::string pixels_of(Layer const& layer)
{
    if (layer.role == LayerRole::Cursor)
        return "cursor";
    if (!layer.content)
        return "color";
    switch (layer.content->memory) {
    case Memory::Dmabuf:      return "dmabuf " + name_of(layer.content->format);
    case Memory::Shm:         return "shm " + name_of(layer.content->format);
    case Memory::SinglePixel: return "single-pixel";
    }
    return "";
}

std::string path_of(Placement const& placement)
{
    return placement.plane ? std::format("plane {}", placement.plane->value)
                           : std::format("composed ({})", name_of(placement.verdict));
}

} // namespace

void PlacementLog::shown(std::string_view connector, Frame const& frame)
{
    if (!log::shows(log::Level::Debug))
        return;
    std::vector<Path> now;
    auto const& placements = frame.assignment.placements;
    for (std::size_t i = 0; i < placements.size(); ++i) {
        auto const& layer = frame.stack.layers[i];
        now.push_back({layer.id, {layer.dest.width, layer.dest.height}, placements[i]});
    }
    if (now == told_)
        return;
    log::debug("paths: {} now shows {} layers", connector, now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
        auto const& layer = frame.stack.layers[i];
        log::debug("paths: {} {}x{}{:+}{:+} {}: {}", connector, layer.dest.width, layer.dest.height, layer.dest.x,
            layer.dest.y, pixels_of(layer), path_of(placements[i]));
    }
    told_ = std::move(now);
}

} // namespace vitrail
