#pragma once

#include "frame/frame.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace vitrail {

/// Which way each layer of one output goes, why, and since when: what `vitrailctl why` shows.
class Placements {
public:
    /// One layer of the last frame, without its buffer.
    struct Row {
        SourceId id;
        LayerRole role = LayerRole::Content;
        Rect<OutputPx> dest;
        Memory memory = Memory::SinglePixel; ///< of its buffer; SinglePixel: it is only a colour
        Format format;
        std::uint64_t modifier = 0;
        Size<BufferPx> buffer;
        Placement placement;
        Path path = Path::Composed;
        std::uint64_t frames = 0; ///< committed in a row with this placement
    };

    /// A frame of `connector` was committed. True if a layer came, went, changed its size or goes another way.
    bool shown(std::string_view connector, Frame const& frame);
    /// The layers of the last frame, top to bottom.
    [[nodiscard]] std::vector<Row> const& rows() const { return rows_; }

private:
    std::vector<Row> rows_;
};

} // namespace vitrail
