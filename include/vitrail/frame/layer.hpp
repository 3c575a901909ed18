#pragma once

#include "base/geometry.hpp"
#include "base/region.hpp"
#include "base/transform.hpp"
#include "frame/content.hpp"
#include "frame/layer_look.hpp"
#include "frame/yuv.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace vitrail {

class LayerGrid;

/// What a layer is for: the allocator treats a cursor differently, everything else alike.
enum class LayerRole { Content, Cursor };

/// One picture to show on one output: which buffer, from where, to where, how blended. A value.
///
/// `source` is cut out of the buffer (before its transform), turned by `transform` and laid on `dest`. A layer without
/// content is a rectangle of `color`.
///
/// `transform` means what `wlr_render_texture_options.transform` and `wl_output.transform` mean: a picture drawn with 90
/// is turned counter-clockwise. It undoes the transform that the client says its buffer has and then does the output's.
/// As a map of boxes from buffer to output it is therefore `transformed(box, inverted(transform), …)`.
struct Layer {
    SourceId id;                             ///< who shows it; stable over frames
    LayerRole role = LayerRole::Content;
    std::shared_ptr<Content const> content;  ///< null: fill `dest` with `color`
    Color color;
    FRect<BufferPx> source;
    Rect<OutputPx> dest;                     ///< may reach over the edges of the output
    Transform transform = Transform::Normal; ///< what turns the buffer's picture into the output's
    float alpha = 1.0F;
    std::optional<YuvConversion> yuv;        ///< of a YUV buffer: how it is to be seen
    std::optional<LayerLook> look;           ///< what only composition can do with it
    bool may_tear = false;                   ///< its client would rather see it torn than late
    ContentType content_type = ContentType::None; ///< what its client says it is
    Region<OutputPx> opaque;                 ///< where nothing below can shine through
    Region<OutputPx> visible;                ///< `dest` less what opaque layers above and the edges hide
    Region<OutputPx> damage;                 ///< where its own picture changed since the last snapshot
    Point<BufferPx> hotspot;                 ///< cursor only: the pixel that points, from the top left of `dest`

    friend bool operator==(Layer const&, Layer const&) = default;
};

/// All that one output shows at one moment: a flat list, top to bottom, with what changed since the last one.
///
/// A screen may show thousands of layers of which few change. So a stack says which: whoever saw the one before need not
/// look at the others again.
struct LayerStack {
    std::vector<Layer> layers; ///< top to bottom; only what is visible
    Region<OutputPx> damage;   ///< where the arrangement differs from the last snapshot's, but for the cursor's
    Region<OutputPx> cursor_damage; ///< where the cursor was and is, if it moved or changed
    Size<OutputPx> size;       ///< of the output's buffer
    Color background{0, 0, 0, 1};
    bool locked = false;       ///< the session was locked when it was taken: nothing else can be in it
    /// Stacks of one output with the same number have the same layers, which differ in their pictures only. 0: not known.
    std::uint64_t arrangement = 0;
    std::vector<std::size_t> changed; ///< the layers with another picture than in the last snapshot, if there is a number
    std::shared_ptr<LayerGrid const> grid; ///< which layers are where; null: few enough to look at all

    /// Where the picture differs from the last snapshot's, for whatever reason, but for the cursor.
    [[nodiscard]] Region<OutputPx> all_damage() const;
    /// Does it at all?
    [[nodiscard]] bool damaged() const;
    /// The layers whose picture may be another one than in the last snapshot.
    [[nodiscard]] std::vector<std::size_t> changed_layers() const;
    /// The layers that may be visible in `area`, top to bottom.
    [[nodiscard]] std::vector<std::size_t> layers_in(Region<OutputPx> const& area) const;

private:
    [[nodiscard]] std::vector<std::size_t> all_layers() const;
};

} // namespace vitrail
