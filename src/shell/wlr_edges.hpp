#pragma once

#include "base/wlr.hpp"
#include "shell/placement.hpp"

namespace vitrail {

[[nodiscard]] inline Edges from_wlr(std::uint32_t edges)
{
    return {.top = (edges & WLR_EDGE_TOP) != 0,
            .bottom = (edges & WLR_EDGE_BOTTOM) != 0,
            .left = (edges & WLR_EDGE_LEFT) != 0,
            .right = (edges & WLR_EDGE_RIGHT) != 0};
}

[[nodiscard]] inline std::uint32_t to_wlr(Edges edges)
{
    return (edges.top ? std::uint32_t{WLR_EDGE_TOP} : 0) | (edges.bottom ? std::uint32_t{WLR_EDGE_BOTTOM} : 0)
        | (edges.left ? std::uint32_t{WLR_EDGE_LEFT} : 0) | (edges.right ? std::uint32_t{WLR_EDGE_RIGHT} : 0);
}

} // namespace vitrail
