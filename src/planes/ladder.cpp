#include "ladder.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace vitrail {

namespace {

/// Depth first, in the order of preference: with few planes the first way is nearly always free.
class Climb {
public:
    Climb(std::span<PlaneCaps const> planes, std::span<Rung const> rungs, std::uint64_t required,
          std::uint64_t reserved, int ceiling)
        : planes_{planes}, rungs_{rungs}, required_{required}, reserved_{reserved}, ceiling_{ceiling}
    {
        for (std::size_t p = 0; p < std::min<std::size_t>(planes.size(), 64); ++p)
            by_id_.push_back(p);
        std::ranges::sort(by_id_, {}, [&](std::size_t p) { return planes[p].id; });
    }

    [[nodiscard]] bool place(std::size_t rung, int above)
    {
        if (rung == rungs_.size())
            return (used_ & required_) == required_;
        if (++steps_ > most_steps)
            return false;
        auto const& before = rungs_[rung].before;
        if (before && try_plane(rung, before->plane, above))
            return true;
        for (bool const reserved : {false, true})
            for (auto const p : by_id_)
                if (bool(reserved_ & bit(p)) == reserved && (!before || before->plane != p)
                    && try_plane(rung, p, above))
                    return true;
        return false;
    }

    std::vector<Spot> spots;

private:
    static constexpr int most_steps = 5'000;

    static std::uint64_t bit(std::size_t plane) { return std::uint64_t{1} << plane; }

    bool try_plane(std::size_t rung, std::size_t plane, int above)
    {
        if (!(rungs_[rung].planes & bit(plane)) || (used_ & bit(plane)))
            return false;
        auto const& caps = planes_[plane];
        int const lowest = std::max(caps.zpos_min, above == lowest_floor ? caps.zpos_min : above + 1);
        auto const& before = rungs_[rung].before;
        int const old = before && before->plane == plane ? before->zpos : lowest;
        return (old > lowest && try_height(rung, plane, old)) || try_height(rung, plane, lowest);
    }

    bool try_height(std::size_t rung, std::size_t plane, int zpos)
    {
        if (zpos > planes_[plane].zpos_max || zpos >= ceiling_)
            return false;
        used_ |= bit(plane);
        spots.push_back({plane, zpos});
        if (place(rung + 1, zpos))
            return true;
        spots.pop_back();
        used_ &= ~bit(plane);
        return false;
    }

    static constexpr int lowest_floor = std::numeric_limits<int>::min();

    std::span<PlaneCaps const> planes_;
    std::span<Rung const> rungs_;
    std::uint64_t required_, reserved_, used_ = 0;
    int ceiling_, steps_ = 0;
    std::vector<std::size_t> by_id_;
};

} // namespace

std::optional<std::vector<Spot>> find_ladder(std::span<PlaneCaps const> planes, std::span<Rung const> rungs,
                                             std::uint64_t required, std::uint64_t reserved, int ceiling)
{
    Climb climb{planes, rungs, required, reserved, ceiling};
    if (!climb.place(0, std::numeric_limits<int>::min()))
        return std::nullopt;
    return std::move(climb.spots);
}

} // namespace vitrail
