#include "../open.hpp"

#include "base/wlr.hpp"

namespace vitrail {

Result<OpenedBackend> open_nested(wl_event_loop* loop, BackendKind kind)
{
    OpenedBackend out;
    out.backend = wlr_multi_backend_create(loop);
    if (kind == BackendKind::Wayland) {
        out.displays = wlr_wl_backend_create(loop, nullptr);
        if (out.displays)
            wlr_wl_output_create(out.displays);
    } else {
        out.displays = wlr_x11_backend_create(loop, nullptr);
        if (out.displays)
            wlr_x11_output_create(out.displays);
    }
    if (!out.displays) {
        wlr_backend_destroy(out.backend);
        if (kind == BackendKind::Wayland)
            return fail("no-wayland", "no Wayland session to open a window in: WAYLAND_DISPLAY names none that answers; "
                                      "use --backend auto");
        return fail("no-x11", "no X11 session to open a window in: DISPLAY names none that answers; use --backend auto");
    }
    wlr_multi_backend_add(out.backend, out.displays);
    return out;
}

} // namespace vitrail
