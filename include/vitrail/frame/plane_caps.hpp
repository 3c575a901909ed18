#pragma once

#include "base/format.hpp"
#include "base/geometry.hpp"
#include "base/id.hpp"

#include <optional>
#include <vector>

namespace vitrail {

/// Names a hardware plane (KMS: its object id; other displays: a number of their own).
using PlaneId = Id<struct PlaneTag, std::uint32_t>;

enum class PlaneType { Primary, Overlay, Cursor };

/// What one plane can show (KMS: its properties and their ranges). What is not known is left to the test.
struct PlaneCaps {
    PlaneId id;
    PlaneType type = PlaneType::Primary;
    FormatSet formats;            ///< empty: anything; the test decides
    bool scales = true;           ///< may a crop or a scale be tried?
    bool rotates = false;         ///< may a transform be tried?
    int zpos_min = 0, zpos_max = 0;
    std::vector<Size<BufferPx>> cursor_sizes; ///< cursor planes: the buffer sizes that work; empty: any
};

/// What one display can show without composition.
struct DisplayCaps {
    std::vector<PlaneCaps> planes;
    bool shows_shm = false; ///< the software display reads shm; KMS and nested need dmabufs

    [[nodiscard]] PlaneCaps const* find(PlaneType type) const
    {
        for (auto const& p : planes)
            if (p.type == type)
                return &p;
        return nullptr;
    }
};

} // namespace vitrail
