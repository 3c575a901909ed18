#pragma once

#include "scene/picture_node.hpp"
#include "shell/card.hpp"
#include "shell/world.hpp"

#include <optional>

namespace vitrail {

/// A card on the screen, below a lock: above all windows and panels, or behind them all. Takes no input.
class CardView {
public:
    enum class Place { Middle, TopRight };

    CardView(World const& world, Place place, Stratum stratum = Stratum::Overlay)
        : world_{world}, place_{place}, stratum_{stratum}
    {
    }

    void show(Card card, Output& output);
    void hide();
    [[nodiscard]] bool shown() const { return node_.has_value(); }
    /// Its output may have another size or scale, or may be gone: then it hides.
    void outputs_changed();

private:
    void paint(Output& output);

    World world_;
    Place place_;
    Stratum stratum_;
    Card card_;
    DisplayIdentity on_;
    std::optional<PictureNode> node_;
};

} // namespace vitrail
