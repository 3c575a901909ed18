#pragma once

#include "base/format.hpp"
#include "base/geometry.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "base/transform.hpp"
#include "frame/yuv.hpp"

#include <algorithm>
#include <cstdint>
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
    bool scales = true;           ///< may a scale be tried?
    bool crops = true;            ///< may it show a part of a buffer?
    bool fades = false;           ///< can it show a whole layer translucently? (KMS: alpha)
    bool blends = false;          ///< does it blend premultiplied pixels with what lies below?
    bool ignores_alpha = false;   ///< can it show a buffer with alpha as if it had none?
    bool reaches_out = true;      ///< may a layer reach over the edges of the display?
    std::vector<Transform> transforms; ///< besides Normal (KMS: rotation)
    std::vector<YuvConversion> yuv;    ///< which conversions it does; empty: no YUV at all
    int zpos_min = 0, zpos_max = 0; ///< equal: fixed. The one with the higher number lies above
    std::vector<Size<BufferPx>> cursor_sizes; ///< cursor planes: the buffer sizes that work; empty: any

    [[nodiscard]] bool turns(Transform t) const
    {
        return t == Transform::Normal || std::ranges::contains(transforms, t);
    }
};

/// What one display can show without composition.
struct DisplayCaps {
    std::vector<PlaneCaps> planes; ///< those that may be used now: one that another display has is left out
    std::vector<PlaneCaps> elsewhere; ///< those that another display of ours has now and could give back
    bool shows_shm = false; ///< the software display reads shm; KMS and nested need dmabufs
    bool other_gpu = false; ///< it belongs to another GPU than the one that clients draw with: everything is composed
    bool tears = false; ///< it can change the buffer of the primary plane in the middle of a refresh
    Duration longest_refresh{}; ///< its refreshes can follow the pictures, so far apart at most; zero: they cannot
    std::uint64_t version = 0; ///< counts changes of all this

    [[nodiscard]] PlaneCaps const* find(PlaneType type) const
    {
        auto const it = std::ranges::find(planes, type, &PlaneCaps::type);
        return it == planes.end() ? nullptr : &*it;
    }
    [[nodiscard]] PlaneCaps const* find(PlaneId id) const
    {
        auto const it = std::ranges::find(planes, id, &PlaneCaps::id);
        return it == planes.end() ? nullptr : &*it;
    }
};

} // namespace vitrail
