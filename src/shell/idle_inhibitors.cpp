#include "shell/idle_inhibitors.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"

#include <algorithm>

namespace vitrail {

namespace {

/// Is `surface`, or anything in its tree, in the picture on this output?
bool is_seen(Output& output, wlr_surface* surface)
{
    auto const* frame = output.shown();
    auto const* root = wlr_surface_get_root_surface(surface);
    return frame && std::ranges::any_of(frame->stack->layers, [&](Layer const& layer) {
        auto* shown = output.viewport().surface_of(layer.id);
        return shown && wlr_surface_get_root_surface(shown) == root;
    });
}

} // namespace

struct IdleInhibitors::Inhibitor {
    Inhibitor(IdleInhibitors& owner, wlr_idle_inhibitor_v1& which)
        : all{owner}
        , surface{which.surface}
    {
        destroy.connect<&Inhibitor::on_destroy>(this, which.events.destroy);
    }

    void on_destroy()
    {
        auto& owner = all;
        std::erase_if(owner.all_, [this](auto const& each) { return each.get() == this; });
        owner.update();
    }

    IdleInhibitors& all;
    wlr_surface* surface; // outlives the inhibitor
    Slot<> destroy;
};

IdleInhibitors::IdleInhibitors(wl_display& display, World const& world)
    : world_{world}
{
    new_.connect<&IdleInhibitors::on_new>(this, wlr_idle_inhibit_v1_create(&display)->events.new_inhibitor);
}

IdleInhibitors::~IdleInhibitors() = default;

void IdleInhibitors::on_new(wlr_idle_inhibitor_v1* inhibitor)
{
    all_.push_back(std::make_unique<Inhibitor>(*this, *inhibitor));
    update();
}

void IdleInhibitors::update()
{
    auto const outputs = all_.empty() ? std::vector<Output*>{} : world_.outputs.active();
    world_.seat.keep_awake(std::ranges::any_of(all_, [&](auto const& inhibitor) {
        return std::ranges::any_of(outputs, [&](Output* output) { return is_seen(*output, inhibitor->surface); });
    }));
}

} // namespace vitrail
