#pragma once

#include "base/geometry.hpp"
#include "base/transform.hpp"
#include "frame/layer.hpp"

#include <optional>
#include <span>
#include <vector>

namespace vitrail {

/// What is captured: a display, or a window.
class CaptureSubject {
public:
    virtual ~CaptureSubject() = default;

    /// A recording begins, with a whole picture: changes count from here.
    virtual void begin() = 0;
    /// All its layers as they are to be seen now, top to bottom, the cursor too where there is one; nothing while there
    /// is nothing to see.
    [[nodiscard]] virtual std::optional<LayerStack> picture() const = 0;
    /// May this picture of it, taken a moment ago, be handed out now? Not if the session was locked since.
    [[nodiscard]] virtual bool may_be_seen(LayerStack const& picture) const = 0;
    /// Of the picture, in its own orientation; empty while there is nothing to see.
    [[nodiscard]] virtual Size<OutputPx> size() const = 0;
    /// How the picture is turned, as wl_output means it.
    [[nodiscard]] virtual Transform transform() const = 0;
    /// These pictures of it were copied out of shared memory: their clients may have it back.
    virtual void copied(std::span<SourceId const> sources) = 0;
    /// May something be seen through it?
    [[nodiscard]] virtual bool translucent() const = 0;
};

/// Takes the layers that `unwanted` is true of out of a picture.
void leave_out(LayerStack& picture, auto const& unwanted)
{
    if (std::erase_if(picture.layers, unwanted) == 0)
        return;
    picture.arrangement = 0; // it is another one now
    picture.grid.reset();
}

} // namespace vitrail
