#pragma once

#include "base/slot.hpp"
#include "hardware_plane.hpp"
#include "plane_leases.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

struct wlr_backend;
struct wlr_output;

namespace vitrail {

/// One card, as its displays share it: its planes, and who has which.
class KmsDevice {
public:
    /// `backend` is wlroots' DRM backend of the card.
    explicit KmsDevice(wlr_backend& backend);

    /// wlroots' own descriptor, the DRM master's; negative once the card is gone.
    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] bool takes_modifiers() const { return takes_modifiers_; }
    /// Does it flip in the middle of a refresh (by atomic requests) when asked?
    [[nodiscard]] bool tears() const { return tears_; }

    /// All planes of the card, in the kernel's order.
    [[nodiscard]] std::vector<HardwarePlane> const& planes() const { return planes_; }
    [[nodiscard]] HardwarePlane const* find(PlaneId id) const;
    /// Where a CRTC is in the card's list.
    [[nodiscard]] std::optional<std::size_t> crtc_index(std::uint32_t crtc) const;
    /// The CRTC that feeds this output; zero: none, it is off.
    [[nodiscard]] std::uint32_t crtc_of(wlr_output& output) const;
    /// What the display says of its slowest refresh; see longest_refresh_of.
    [[nodiscard]] std::optional<Duration> longest_refresh_of(wlr_output& output) const;
    /// The plane of this type that wlroots uses for a CRTC (it takes the first it finds); null: none.
    [[nodiscard]] HardwarePlane const* own_plane(PlaneType type, std::size_t crtc_index) const;

    /// Switches planes off, at once, by a request of our own that waits until it is so. False: we may not (another
    /// session's turn), or the card refuses.
    bool switch_off(std::set<PlaneId> const& planes);
    /// Switches the overlays of all displays off but of one, and tells them. False: there were none.
    bool take_overlays(KmsPlanes const* spared);
    /// The overlay planes that are on and that none of our displays has: another program left them.
    [[nodiscard]] std::set<PlaneId> foreign() const;

    PlaneLeases leases;
    std::set<KmsPlanes*> displays; ///< those that are there now

    /// Do requests of wlroots come through our hook? Nobody knows before the first one.
    std::optional<bool> injects;

private:
    void read_planes();
    void guess_zpos();
    void on_destroy();

    int fd_;
    bool takes_modifiers_ = false, tears_ = false;
    std::vector<std::uint32_t> crtcs_;
    std::vector<HardwarePlane> planes_;
    Slot<> destroy_;
};

/// The cards in use. A card that went and came back is another one.
class KmsDevices {
public:
    /// The planes of an output of wlroots' DRM backend.
    [[nodiscard]] std::unique_ptr<PlaneDriver> planes_of(wlr_output& output);
    /// Before another session gets the displays: once it has them we may change nothing, and who comes next may know
    /// nothing of overlays. If nobody comes, pictures use them again.
    void leave();

private:
    std::map<wlr_backend*, std::weak_ptr<KmsDevice>> all_;
};

} // namespace vitrail
