#pragma once

#include "kms_state.hpp"
#include "vitrail.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vitrail::test {

/// One layer of a display, and how its pixels get there, as Vitrail tells it.
struct LayerPath {
    KmsBox box;          ///< on the display
    std::string pixels;  ///< "dmabuf NV12", "shm XR24", "color", "cursor"
    bool on_plane = false;
    bool below = false;  ///< of the composed picture
    unsigned plane = 0;  ///< the kernel's number
    std::string verdict; ///< why it has no plane

    [[nodiscard]] bool is_dmabuf() const { return pixels.starts_with("dmabuf"); }
    [[nodiscard]] bool is_cursor() const { return pixels == "cursor"; }
};

/// The layers of a display, top to bottom, in the last frame that was committed. `vitrail` runs with `telling_paths`.
[[nodiscard]] std::vector<LayerPath> paths(Vitrail& vitrail, std::string_view output = "Virtual-1");
/// How often a layer of the display came, went, or was sent another way.
[[nodiscard]] unsigned path_changes(Vitrail& vitrail, std::string_view output = "Virtual-1");
/// For a message: a line for each layer.
[[nodiscard]] std::string told(std::vector<LayerPath> const& paths);

/// The options that make Vitrail tell.
[[nodiscard]] std::vector<std::string> telling_paths(std::vector<std::string> more = {});

} // namespace vitrail::test
