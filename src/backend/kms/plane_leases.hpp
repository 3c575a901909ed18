#pragma once

#include "frame/plane_caps.hpp"

#include <cstdint>
#include <map>
#include <set>

namespace vitrail {

class KmsPlanes;

/// Which of our displays has which overlay plane of one device.
///
/// Most planes belong to one CRTC, some may be on any of several. Such a plane is one display's from the commit that
/// takes it to the flip that shows a frame without it: the kernel moves no plane from one CRTC to another in one step, and
/// refuses to touch one whose last change has not been shown yet.
class PlaneLeases {
public:
    using Planes = std::set<PlaneId>;

    /// A frame with these overlay planes was committed; what was on the screen is so until the flip.
    void committed(KmsPlanes const* display, Planes planes);
    /// The frame committed last is on the screen.
    void presented(KmsPlanes const* display);
    /// All of its planes are off, on the screen too.
    void returned(KmsPlanes const* display);

    /// The planes that it has, on the screen or on their way there.
    [[nodiscard]] Planes held_by(KmsPlanes const* display) const;
    /// Who has it; null: it is free.
    [[nodiscard]] KmsPlanes const* holder_of(PlaneId plane) const;
    /// Counts the changes.
    [[nodiscard]] std::uint64_t version() const { return version_; }

private:
    struct Hold {
        Planes shown, queued;
    };
    std::map<KmsPlanes const*, Hold> holds_;
    std::uint64_t version_ = 1;
};

} // namespace vitrail
