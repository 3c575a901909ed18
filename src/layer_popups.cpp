#include "layer_popups.hpp"

#include "base/wlr.hpp"
#include "client_hook.hpp"

namespace vitrail {

/// A panel without what is behind it, as long as this lives.
struct LayerPopups::Hidden {
    Hidden(LayerPopups& of, wl_resource* its) : all{of}, panel{its}, behind{wl_resource_get_user_data(its)}
    {
        wl_resource_set_user_data(panel, nullptr);
        wl_client_add_destroy_listener(wl_resource_get_client(panel), &gone.listener);
    }
    ~Hidden() { wl_resource_set_user_data(panel, behind); }
    static void on_gone(wl_listener* listener, void*) { ClientHook<Hidden>::of(listener).all.hidden_.reset(); }

    LayerPopups& all;
    wl_resource* panel;
    void* behind;
    ClientHook<Hidden> gone{*this, on_gone};
};

LayerPopups::LayerPopups(wl_display& display, MessageLog& messages)
    : messages_{messages}, show_again_{wl_display_get_event_loop(&display), [this] { hidden_.reset(); }}
{
    messages.on_request("get_popup", {"zwlr_layer_surface_v1"}, [this](Message const& request) { look_at_request(request); });
}

LayerPopups::~LayerPopups() = default;

void LayerPopups::look_at_request(Message const& request)
{
    auto* const popup = request.object(0);
    if (!popup || wlr_xdg_popup_from_resource(popup))
        return;
    hidden_ = std::make_unique<Hidden>(*this, &request.resource);
    messages_.on_next([this](Message const&) { hidden_.reset(); });
    show_again_.ask();
}

} // namespace vitrail
