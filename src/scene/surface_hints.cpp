#include "scene/surface_hints.hpp"

#include "base/wlr.hpp"

namespace vitrail {

SurfaceHints::SurfaceHints(wl_display& display)
    : tearing_{wlr_tearing_control_manager_v1_create(&display, 1)}
    , content_types_{wlr_content_type_manager_v1_create(&display, 1)}
{
}

bool SurfaceHints::may_tear(wlr_surface& surface) const
{
    return tearing_
        && wlr_tearing_control_manager_v1_surface_hint_from_surface(tearing_, &surface)
        == WP_TEARING_CONTROL_V1_PRESENTATION_HINT_ASYNC;
}

ContentType SurfaceHints::content_type(wlr_surface& surface) const
{
    switch (content_types_ ? wlr_surface_get_content_type_v1(content_types_, &surface) : WP_CONTENT_TYPE_V1_TYPE_NONE) {
    case WP_CONTENT_TYPE_V1_TYPE_NONE:  return ContentType::None;
    case WP_CONTENT_TYPE_V1_TYPE_PHOTO: return ContentType::Photo;
    case WP_CONTENT_TYPE_V1_TYPE_VIDEO: return ContentType::Video;
    case WP_CONTENT_TYPE_V1_TYPE_GAME:  return ContentType::Game;
    }
    return ContentType::None;
}

} // namespace vitrail
