#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vitrail::test {

/// A box as the kernel prints it: WxH+X+Y.
struct KmsBox {
    int x = 0, y = 0, width = 0, height = 0;

    friend bool operator==(KmsBox const&, KmsBox const&) = default;
};

/// A framebuffer known to the kernel.
struct KmsFramebuffer {
    unsigned id = 0;
    std::string format; ///< fourcc, for example XR24
    std::string allocated_by; ///< the program that made it (its name in /proc)
    int width = 0, height = 0;
};

/// A plane and what it shows. `fb.id` is 0 on a plane that is off.
struct KmsPlane {
    unsigned id = 0;
    std::string name;
    std::string crtc; ///< "crtc-0", or empty
    KmsFramebuffer fb;
    KmsBox crtc_box; ///< in pixels of the mode
    int zpos = 0; ///< place in the stack of the CRTC, from the bottom, without gaps
};

struct KmsCrtc {
    unsigned id = 0;
    std::string name;
    bool active = false;
    std::string mode; ///< "1024x768"
};

/// What the kernel scans out now: `state` in debugfs, which tells it beside a running compositor.
struct KmsState {
    std::vector<KmsPlane> planes;
    std::vector<KmsCrtc> crtcs;

    /// The planes of CRTC number `crtc` that are on, bottom to top.
    [[nodiscard]] std::vector<KmsPlane> shown(int crtc = 0) const;
};

/// Where debugfs shows the bed's device.
[[nodiscard]] std::filesystem::path kms_debug_folder();

/// Throw std::runtime_error when debugfs cannot be read.
[[nodiscard]] KmsState kms_state();
/// Every framebuffer that exists, also those that no plane shows.
[[nodiscard]] std::vector<KmsFramebuffer> kms_framebuffers();

} // namespace vitrail::test
