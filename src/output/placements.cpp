#include "output/placements.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <format>
#include <string>

namespace vitrail {

namespace {

/// The same layer on the same way? Where it is does not matter.
bool goes_alike(Placements::Row const& a, Placements::Row const& b)
{
    return a.id == b.id && a.placement == b.placement && a.path == b.path && a.dest.size() == b.dest.size();
}

std::string pixels_of(Placements::Row const& row)
{
    if (row.role == LayerRole::Cursor)
        return "cursor";
    switch (row.memory) {
    case Memory::Dmabuf:      return "dmabuf " + name_of(row.format);
    case Memory::Shm:         return "shm " + name_of(row.format);
    case Memory::SinglePixel: return "color";
    }
    return "";
}

std::string way_of(Placements::Row const& row)
{
    if (!row.placement.plane)
        return std::format("composed ({})", name_of(row.placement.verdict));
    return std::format("plane {}{}", row.placement.plane->value, row.path == Path::Below ? " below" : "");
}

void tell(std::string_view connector, std::vector<Placements::Row> const& rows)
{
    log::debug("paths: {} now shows {} layers", connector, rows.size());
    for (auto const& row : rows)
        log::debug("paths: {} {}x{}{:+}{:+} {}: {}", connector, row.dest.width, row.dest.height, row.dest.x, row.dest.y,
                   pixels_of(row), way_of(row));
}

} // namespace

Placements::Row Placements::row_of(Frame const& frame, std::size_t i) const
{
    auto const& layer = frame.stack->layers[i];
    Row row{.id = layer.id,
            .role = layer.role,
            .dest = layer.dest,
            .placement = frame.assignment.placements[i],
            .path = frame.assignment.path(i),
            .since = frames_};
    if (auto const* content = layer.content.get()) {
        row.memory = content->memory;
        row.format = content->format;
        row.modifier = content->modifier;
        row.buffer = content->size;
    }
    return row;
}

/// Nearly always nothing but pictures changed, which may be in another format.
bool Placements::as_before(Frame const& frame)
{
    if (frame.stack->arrangement == 0 || frame.stack->arrangement != arrangement_ || frame.assignment != assignment_)
        return false;
    for (auto const i : frame.stack->changed) {
        auto const since = rows_[i].since;
        rows_[i] = row_of(frame, i);
        rows_[i].since = since;
    }
    return true;
}

bool Placements::shown(std::string_view connector, Frame const& frame)
{
    ++frames_;
    if (as_before(frame))
        return false;
    arrangement_ = frame.stack->arrangement;
    assignment_ = frame.assignment;
    std::vector<Row> now;
    now.reserve(frame.stack->layers.size());
    for (std::size_t i = 0; i < frame.stack->layers.size(); ++i) {
        auto& row = now.emplace_back(row_of(frame, i));
        bool const same_place = i < rows_.size() && rows_[i].id == row.id; // nearly always: no search for each layer
        auto const before = same_place ? rows_.begin() + std::ptrdiff_t(i) : std::ranges::find(rows_, row.id, &Row::id);
        if (before != rows_.end() && goes_alike(*before, row))
            row.since = before->since;
    }
    bool const news = !std::ranges::equal(rows_, now, goes_alike);
    rows_ = std::move(now);
    if (news && log::shows(log::Level::Debug))
        tell(connector, rows_);
    return news;
}

} // namespace vitrail
