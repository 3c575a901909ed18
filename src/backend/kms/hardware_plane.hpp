#pragma once

#include "armed_plan.hpp"
#include "backend/plane_driver.hpp"
#include "property.hpp"

#include <span>
#include <vector>

namespace vitrail {

/// One plane of a KMS device: what the kernel says it can do, and how to say in a request what it shall show.
class HardwarePlane {
public:
    HardwarePlane(int fd, std::uint32_t id);

    [[nodiscard]] PlaneId id() const { return caps_.id; }
    [[nodiscard]] PlaneType type() const { return caps_.type; }
    /// As the kernel describes it; blind to who uses it.
    [[nodiscard]] PlaneCaps const& caps() const { return caps_; }
    /// May it be on the CRTC with this index (its place in the device's list)?
    [[nodiscard]] bool possible_on(std::size_t crtc_index) const { return (possible_crtcs_ >> crtc_index & 1U) != 0; }
    /// Has it a zpos property, changeable or not?
    [[nodiscard]] bool knows_zpos() const { return properties_.find("zpos") != nullptr; }
    /// Is there a zpos to set?
    [[nodiscard]] bool sets_zpos() const;
    /// The place in the stack of a plane whose driver says nothing of it.
    void assume_zpos(int zpos) { caps_.zpos_min = caps_.zpos_max = zpos; }
    /// The place in the stack has to stay below this.
    void limit_zpos(int below) { caps_.zpos_max = std::min(caps_.zpos_max, below - 1); }

    /// Which format a framebuffer for this picture must have; zero: the plane cannot show it as it is meant.
    [[nodiscard]] Format format_for(Format format, std::uint64_t modifier, PlanePicture const& picture) const;
    /// Can it show the picture, as far as its properties tell?
    [[nodiscard]] bool can_show(PlanePicture const& picture) const;

    /// Appends what makes it show `picture`, of which `framebuffer` is the framebuffer in `format`.
    void show(PlanePicture const& picture, std::uint32_t framebuffer, Format format, std::uint32_t crtc,
              std::vector<PropertyValue>& request) const;
    /// Appends what switches it off.
    void hide(std::vector<PropertyValue>& request) const;
    void set_zpos(int zpos, std::vector<PropertyValue>& request) const;
    void set_conversion(YuvConversion const& yuv, std::vector<PropertyValue>& request) const;
    void set_damage(std::uint32_t blob, std::vector<PropertyValue>& request) const;
    /// Appends that its buffer is shown only when this fence has signalled; not owned, wanted until the request is made.
    void wait_for(int sync_file, std::vector<PropertyValue>& request) const;
    [[nodiscard]] bool takes_damage() const { return properties_.id("FB_DAMAGE_CLIPS") != 0; }
    /// Appends, for a plane that wlroots drives, what wlroots takes for granted and another program has changed: looks now.
    void set_neutral(int fd, std::vector<PropertyValue>& request) const;

    /// The CRTC that it is on now, as the kernel says; zero: none.
    [[nodiscard]] std::uint32_t crtc_now(int fd) const;
    /// Does the device let us use it? Without atomic mode setting there are no such properties.
    [[nodiscard]] bool atomic() const { return properties_.id("FB_ID") != 0 && properties_.id("CRTC_ID") != 0; }

private:
    void read_colors();
    void read_turns();
    void set(std::string_view property, std::uint64_t value, std::vector<PropertyValue>& request) const;
    void set_named(std::string_view property, std::string_view name, std::vector<PropertyValue>& request) const;
    [[nodiscard]] std::optional<std::uint64_t> rotation_bits(Transform transform) const;
    [[nodiscard]] bool blend_mode(std::string_view name) const;

    KmsProperties properties_;
    PlaneCaps caps_;
    std::uint32_t possible_crtcs_ = 0;
};

} // namespace vitrail
