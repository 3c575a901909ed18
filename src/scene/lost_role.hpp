#pragma once

#include "base/wlr.hpp"

namespace vitrail {

/// Is there nothing that wlroots could apply a commit to? It takes that for impossible (an assertion).
///
/// When a client dies its xdg_wm_base goes before its surfaces, and takes what wlroots needs to apply commits to windows
/// with it, while sub-surfaces that go set their parents' commits free. And a surface whose commits are held may become an
/// xdg_surface that is neither window nor menu yet, or not any more.
[[nodiscard]] inline bool has_lost_its_role(wlr_surface& surface)
{
    if (surface.role_resource && !wl_resource_get_user_data(surface.role_resource))
        return true;
    auto const* const xdg = wlr_xdg_surface_try_from_wlr_surface(&surface);
    return xdg && xdg->role == WLR_XDG_SURFACE_ROLE_NONE;
}

} // namespace vitrail
