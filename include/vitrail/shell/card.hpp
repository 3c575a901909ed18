#pragma once

#include "base/buffer_ref.hpp"
#include "base/geometry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrail {

/// One line of a card: what stands at the left, emphasised, and what it means. A line with only the latter has the width.
struct CardLine {
    std::string left, right;
    friend bool operator==(CardLine const&, CardLine const&) = default;
};

/// A text of ours on the screen: a heading and lines, in as many columns as it needs.
struct Card {
    std::string heading;
    std::vector<CardLine> lines;
    std::optional<std::size_t> marked{}; ///< the line that it is about
    friend bool operator==(Card const&, Card const&) = default;
};

/// A card as it looks: as large as its text wants, at most `room`, painted at `scale` pixels a unit, so that letters are
/// sharp at every scale.
struct PaintedCard {
    BufferRef buffer; ///< empty when there is no memory for it
    Size<Logical> size;
};
[[nodiscard]] PaintedCard paint_card(Card const& card, Size<Logical> room, double scale);

} // namespace vitrail
