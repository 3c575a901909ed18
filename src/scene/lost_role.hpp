#pragma once

#include "base/wlr.hpp"

namespace vitrail {

/// When a client dies its xdg_wm_base goes before its surfaces, and takes what wlroots needs to apply commits to windows
/// with it, while sub-surfaces that go set their parents' commits free.
[[nodiscard]] inline bool has_lost_its_role(wlr_surface const& surface)
{
    return surface.role_resource && !wl_resource_get_user_data(surface.role_resource);
}

} // namespace vitrail
