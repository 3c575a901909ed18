#include "shell/globals.hpp"

#include "base/wlr.hpp"

#include <algorithm>

namespace vitrail {

class Decorations::Decoration {
public:
    Decoration(Decorations& all, wlr_xdg_toplevel_decoration_v1& decoration) : all_{all}, decoration_{decoration}
    {
        destroy_.connect<&Decoration::on_destroy>(this, decoration.events.destroy);
        request_mode_.connect<&Decoration::answer>(this, decoration.events.request_mode);
        commit_.connect<&Decoration::on_commit>(this, decoration.toplevel->base->surface->events.commit);
        answer();
    }

private:
    void answer()
    {
        if (decoration_.toplevel->base->initialized)
            wlr_xdg_toplevel_decoration_v1_set_mode(&decoration_, WLR_XDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE);
    }

    void on_commit()
    {
        if (decoration_.toplevel->base->initial_commit)
            answer();
    }

    void on_destroy()
    {
        std::erase_if(all_.all_, [this](auto const& each) { return each.get() == this; });
    }

    Decorations& all_;
    wlr_xdg_toplevel_decoration_v1& decoration_;
    Slot<> destroy_, request_mode_, commit_;
};

Decorations::Decorations(wl_display& display)
{
    auto* manager = wlr_xdg_decoration_manager_v1_create(&display);
    new_.connect<&Decorations::on_new>(this, manager->events.new_toplevel_decoration);
    auto* older = wlr_server_decoration_manager_create(&display);
    wlr_server_decoration_manager_set_default_mode(older, WLR_SERVER_DECORATION_MANAGER_MODE_CLIENT);
}

Decorations::~Decorations() = default;

void Decorations::on_new(wlr_xdg_toplevel_decoration_v1* decoration)
{
    all_.push_back(std::make_unique<Decoration>(*this, *decoration));
}

} // namespace vitrail
