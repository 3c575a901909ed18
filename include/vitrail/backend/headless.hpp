#pragma once

#include "backend/scanout.hpp"
#include "base/event_loop.hpp"
#include "frame/plane_caps.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct wlr_backend;
struct wlr_buffer;

namespace vitrail {

/// What one plane of a display shows.
struct OnPlane {
    PlaneId plane;
    wlr_buffer* buffer = nullptr; ///< held by the display until the vblank that replaces it
    int zpos = 0;
    friend bool operator==(OnPlane const&, OnPlane const&) = default;
};

/// A display without hardware: its own wlr_output, a clock with absolute deadlines (the loop's, real or virtual), and
/// planes that it really blends, so that decisions and pixels can be looked at anywhere.
class HeadlessDisplay {
public:
    virtual ~HeadlessDisplay() = default;

    [[nodiscard]] virtual std::string const& name() const = 0;
    [[nodiscard]] virtual Mode const& mode() const = 0;
    /// What a person would see now: one 0xAARRGGBB a pixel, rows top to bottom, alpha always ff. Black while off.
    [[nodiscard]] virtual std::vector<std::uint32_t> picture() const = 0;
    /// The buffer on the primary plane; null while off.
    [[nodiscard]] virtual wlr_buffer* primary() const = 0;
    /// What the overlay planes show, bottom to top.
    [[nodiscard]] virtual std::vector<OnPlane> overlays() const = 0;
    /// The buffer on the cursor plane; null when there is none.
    [[nodiscard]] virtual wlr_buffer* cursor() const = 0;
    /// How many commits it took.
    [[nodiscard]] virtual std::uint64_t commits() const = 0;
    /// When its picture was refreshed last; while its refreshes vary, by itself as well.
    [[nodiscard]] virtual Time refreshed() const = 0;
    /// Fault injection for tests: the next `count` commits are refused though their test passed; -1: all of those that
    /// show a client's own buffer on any plane.
    virtual void refuse_commits(int count) = 0;
    /// From now on it has this many overlay planes, as if another display took some or gave them back. What is shown
    /// stays until the next commit.
    virtual void set_overlays(unsigned count) = 0;
};

/// What a new headless display can do. As it comes it shows everything exactly as composition would.
struct HeadlessOptions {
    static constexpr unsigned no_limit = ~0U;

    bool cursor_plane = true;
    bool direct_scanout = true;          ///< reads clients' own buffers; false: refuses each one, but only when asked
    unsigned overlays = 4;               ///< planes besides the primary and the cursor plane
    bool movable_zpos = true;            ///< false: all overlays lie above the primary plane, in the order of their ids
    unsigned planes_together = no_limit; ///< more of them, the primary one counted, are too much to read at once
    bool blends = true;                  ///< what lies below is seen through translucent pixels
    bool scales = false;                 ///< overlays and primary scale, to the nearest pixel: not what composition does
    /// Set: it can refresh as commits come, at most as often as its mode says; by itself after this time without one.
    Duration longest_refresh{};
    bool tears = false;                  ///< flips at once when asked, and then changes nothing but the primary plane's buffer
};

/// The displays without hardware, as they come and go.
class HeadlessDisplays {
public:
    virtual ~HeadlessDisplays() = default;

    /// Plugs one in; it is announced like any display. `name` is its connector and unique.
    virtual std::shared_ptr<HeadlessDisplay> add(std::string name, Mode mode, HeadlessOptions options = {}) = 0;
    /// Unplugs it; does nothing when there is none of that name.
    virtual void remove(std::string const& name) = 0;
    [[nodiscard]] virtual std::shared_ptr<HeadlessDisplay> find(std::string const& name) const = 0;
    [[nodiscard]] virtual wlr_backend& c() = 0;
};

} // namespace vitrail
