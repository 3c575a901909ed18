#pragma once

#include "kms_buffer.hpp"
#include "kms_request.hpp"

#include "base/fd.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace vitrail::test {

/// The bed's display, driven by libdrm alone: no compositor, no wlroots.
class Kms {
public:
    /// Opens the device and becomes its master. Throws std::runtime_error when there is none.
    Kms();
    /// On a descriptor that somebody else opened (libseat).
    explicit Kms(Fd fd);

    [[nodiscard]] int fd() const { return fd_.get(); }
    [[nodiscard]] std::uint32_t crtc(int index = 0) const { return crtcs_.at(std::size_t(index)); }
    [[nodiscard]] std::uint32_t connector(int index = 0) const { return connectors_.at(std::size_t(index)); }
    /// Planes of type DRM_PLANE_TYPE_* that CRTC number `crtc` may use, in the kernel's order.
    [[nodiscard]] std::vector<std::uint32_t> planes(std::uint64_t type, int crtc = 0) const;
    [[nodiscard]] std::uint32_t primary(int crtc = 0) const;
    [[nodiscard]] std::uint32_t overlay(int index = 0, int crtc = 0) const;
    /// The formats of a plane.
    [[nodiscard]] std::vector<std::uint32_t> formats(std::uint32_t plane) const;

    /// Id of a property, 0 when the object has none of that name.
    [[nodiscard]] std::uint32_t property(std::uint32_t object, std::string const& name) const;
    /// Its value now. Throws std::runtime_error when there is no such property.
    [[nodiscard]] std::uint64_t value(std::uint32_t object, std::string const& name) const;
    /// Can it be changed?
    [[nodiscard]] bool changeable(std::uint32_t object, std::string const& name) const;

    /// Switches display number `index` on, in 320x240 at 60 Hz, showing `picture`; returns the kernel's answer.
    [[nodiscard]] int light_up(KmsBuffer const& picture, int index = 0) const;

    static constexpr int width = 320, height = 240;

private:
    struct Property {
        std::uint32_t id = 0, flags = 0;
        std::uint64_t value = 0;
    };

    void look_around();
    [[nodiscard]] Property find(std::uint32_t object, std::string const& name) const;

    Fd fd_;
    std::vector<std::uint32_t> crtcs_, connectors_, planes_;
};

} // namespace vitrail::test
