#include "shell/globals.hpp"

#include "base/wlr.hpp"
#include "shell/desk.hpp"

namespace vitrail {

Activation::Activation(wl_display& display, Desk& desk) : desk_{desk}
{
    auto* activation = wlr_xdg_activation_v1_create(&display);
    activate_.connect<&Activation::on_activate>(this, activation->events.request_activate);
}

/// A token with a seat is as good as the user's hand: wlroots takes it only with the serial of an event that its client
/// was given while it had the focus.
void Activation::on_activate(wlr_xdg_activation_v1_request_activate_event* event)
{
    if (auto* window = desk_.window_of(event->surface))
        desk_.activate(*window, event->token->seat != nullptr);
}

} // namespace vitrail
