#pragma once

#include "frame/frame.hpp"

#include <string_view>
#include <vector>

namespace vitrail {

/// Says at level debug which path each layer of one output takes, when that changes: not per frame.
///
/// One line a layer, top to bottom; the form is read by scripts:
/// `paths: CONNECTOR 250x250+10+20 dmabuf XR24: composed (not-covering)`, or `: plane 31` in place of `composed`.
class PlacementLog {
public:
    void shown(std::string_view connector, Frame const& frame);

private:
    struct Path {
        SourceId source;
        Size<OutputPx> size;
        Placement placement;
        friend bool operator==(Path const&, Path const&) = default;
    };

    std::vector<Path> told_;
};

} // namespace vitrail
