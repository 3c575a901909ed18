#pragma once

#include "base/fd.hpp"
#include "kms_state.hpp"
#include "vitrail.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail::test {

/// One layer of a display and how its pixels get there, as Vitrail tells it.
struct LayerPath {
    KmsBox box;          ///< on the display
    std::string role;    ///< "window", "subsurface", "cursor", …
    std::string title;   ///< of its window
    std::string memory;  ///< "dmabuf", "shm", "single-pixel"; empty: no buffer
    std::string format;  ///< of its buffer
    std::string path;    ///< "composed", "plane-above", "plane-below"
    unsigned plane = 0;  ///< the kernel's number; 0: none
    std::string verdict; ///< "on-plane", or why not
    std::uint64_t frames = 0; ///< committed in a row with this placement
    std::string waits_for;    ///< why its next picture is not shown yet; empty: there is none

    [[nodiscard]] bool on_plane() const { return plane != 0; }
    [[nodiscard]] bool is_cursor() const { return role == "cursor"; }
};

/// What Vitrail counted for one display.
struct DisplayCounts {
    std::uint64_t commits = 0, composed = 0, refused = 0, tests = 0; ///< frames; tests are questions to the display
    std::uint64_t passes = 0, pixels = 0;                            ///< of composition
};

/// Asks a running Vitrail as vitrailctl does, over its control socket (docs/control.md).
class Control {
public:
    /// Throws std::runtime_error when nobody answers; so do all others.
    explicit Control(Vitrail const& vitrail);

    /// The layers of a display, top to bottom, in the last frame that was committed.
    [[nodiscard]] std::vector<LayerPath> layers(std::string_view output = "Virtual-1");
    [[nodiscard]] DisplayCounts counts(std::string_view output = "Virtual-1");
    /// What is set on the first input device of this name, by setting; empty while there is none.
    [[nodiscard]] std::map<std::string, std::string> settings(std::string_view device);
    /// The display that it is bound to; empty: to all, or to none.
    [[nodiscard]] std::string screen_of(std::string_view device);
    /// "all", "primary" or "none", from the next frame on.
    void use_planes(std::string_view use);

private:
    [[nodiscard]] std::string ask(std::string_view request);

    Fd socket_;
    std::string read_; // beyond the last answer
};

/// For a message: a line for each layer.
[[nodiscard]] std::string told(std::vector<LayerPath> const& layers);

} // namespace vitrail::test
