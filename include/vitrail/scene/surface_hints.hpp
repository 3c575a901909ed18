#pragma once

#include "frame/content.hpp"

struct wl_display;
struct wlr_content_type_manager_v1;
struct wlr_surface;
struct wlr_tearing_control_manager_v1;

namespace vitrail {

/// What clients say about how their pictures would best be shown: tearing-control-v1 and content-type-v1.
class SurfaceHints {
public:
    /// Nobody is asked: there are no hints.
    SurfaceHints() = default;
    /// Offers both to clients; the globals live as long as the display.
    explicit SurfaceHints(wl_display& display);

    /// As of its last commit.
    [[nodiscard]] bool may_tear(wlr_surface& surface) const;
    [[nodiscard]] ContentType content_type(wlr_surface& surface) const;

private:
    wlr_tearing_control_manager_v1* tearing_ = nullptr;
    wlr_content_type_manager_v1* content_types_ = nullptr;
};

} // namespace vitrail
