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
        std::uint64_t since = 0; ///< the first frame with this placement
    };

    /// A frame of `connector` was committed. True if a layer came, went, changed its size or goes another way.
    bool shown(std::string_view connector, Frame const& frame);
    /// The layers of the last frame, top to bottom.
    [[nodiscard]] std::vector<Row> const& rows() const { return rows_; }
    /// How many frames were committed in a row with this placement.
    [[nodiscard]] std::uint64_t frames(Row const& row) const { return frames_ - row.since + 1; }

private:
    [[nodiscard]] bool as_before(Frame const& frame);
    [[nodiscard]] Row row_of(Frame const& frame, std::size_t layer) const;

    std::vector<Row> rows_;
    std::uint64_t frames_ = 0;
    std::uint64_t arrangement_ = 0; // of rows_
    Assignment assignment_;         // of rows_
};

} // namespace vitrail
