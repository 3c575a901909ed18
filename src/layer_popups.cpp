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

LayerPopups::LayerPopups(wl_display& display)
    : show_again_{wl_display_get_event_loop(&display), [this] { hidden_.reset(); }}, log_{display, on_message, this}
{
}

LayerPopups::~LayerPopups() = default;

void LayerPopups::on_message(void* data, wl_protocol_logger_type direction, wl_protocol_logger_message const* message)
{
    auto& self = *static_cast<LayerPopups*>(data);
    self.hidden_.reset();
    if (!is_request(direction, *message, "zwlr_layer_surface_v1", "get_popup"))
        return;
    auto* const popup = reinterpret_cast<wl_resource*>(message->arguments[0].o); // a resource begins with its object
    if (!popup || wlr_xdg_popup_from_resource(popup))
        return;
    self.hidden_ = std::make_unique<Hidden>(self, message->resource);
    self.show_again_.ask();
}

} // namespace vitrail
