#include "layer_popups.hpp"

#include "base/wlr.hpp"

namespace vitrail {

LayerPopups::LayerPopups(wl_display& display, MessageLog& messages) : nothing_{display, messages}
{
    messages.on_request("get_popup", {"zwlr_layer_surface_v1"}, [this](Message const& request) { look_at_request(request); });
}

void LayerPopups::look_at_request(Message const& request)
{
    auto* const popup = request.object(0);
    if (popup && !wlr_xdg_popup_from_resource(popup))
        nothing_.show(request.resource, nullptr);
}

} // namespace vitrail
