#include "desktop.hpp"

#include <algorithm>
#include <wayland-client.h>

namespace vitrail::test {

Desktop::Desktop(Vitrail const& vitrail)
{
    client_.emplace(vitrail.connect(), [this] { turn(); });
    turn();
    for (Argb const color : {red, yellow, blue}) {
        auto& window = windows_.emplace_back(*client_, WindowSetup{.size = {300, 200}, .color = color});
        popups_.emplace_back(*client_, window.xdg(), PopupSetup{.anchor_x = 20, .anchor_y = 20, .color = white});
    }
    turn();
}

/// The server is another process: a few round trips let everything that was asked for happen.
void Desktop::turn()
{
    for (int i = 0; i < 3 && client_ && client_->alive(); ++i)
        wl_display_roundtrip(client_->display());
}

bool Desktop::intact()
{
    turn();
    auto const closed = [](auto const& w) { return w.close_requested; };
    auto const dismissed = [](auto const& p) { return p.done; };
    bool const has_output = std::ranges::any_of(client_->outputs, [](auto const& o) { return !o->gone; });
    return client_->alive() && has_output && std::ranges::none_of(windows_, closed) && std::ranges::none_of(popups_, dismissed);
}

} // namespace vitrail::test
