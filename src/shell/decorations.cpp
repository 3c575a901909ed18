#include "base/wlr.hpp"
#include "shell/desk.hpp"
#include "shell/globals.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace vitrail {

namespace {

/// zxdg_toplevel_decoration_v1.error, in version 2 of its description.
constexpr std::uint32_t invalid_mode = 3;

/// wlroots hands on whatever number a client says. What names no mode may not even be looked at as one.
std::uint32_t number_of(auto const& asked)
{
    std::uint32_t out = 0;
    static_assert(sizeof asked == sizeof out);
    std::memcpy(&out, &asked, sizeof out);
    return out;
}

} // namespace

class Decorations::ByXdg {
public:
    ByXdg(Decorations& all, wlr_xdg_toplevel_decoration_v1& decoration) : all_{all}, decoration_{decoration}
    {
        destroy_.connect<&ByXdg::on_destroy>(this, decoration.events.destroy);
        request_mode_.connect<&ByXdg::on_request_mode>(this, decoration.events.request_mode);
        commit_.connect<&ByXdg::on_commit>(this, surface().events.commit);
        settle();
    }

    /// Tells the client, as soon as it may be told anything, and its window at once: the first size that it is told is
    /// that without our frame.
    void settle()
    {
        bool const ours = is_ours();
        all_.leave_to_us(surface(), ours);
        if (decoration_.toplevel->base->initialized)
            wlr_xdg_toplevel_decoration_v1_set_mode(&decoration_, ours ? WLR_XDG_TOPLEVEL_DECORATION_V1_MODE_SERVER_SIDE
                                                                       : WLR_XDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE);
    }

    [[nodiscard]] bool is_about(wlr_surface const& surface) const { return &this->surface() == &surface; }

private:
    [[nodiscard]] wlr_surface& surface() const { return *decoration_.toplevel->base->surface; }

    /// A client that asks nothing takes what there is (xdg-decoration, unset_mode).
    [[nodiscard]] bool is_ours() const
    {
        bool const wants_own = number_of(decoration_.requested_mode) == WLR_XDG_TOPLEVEL_DECORATION_V1_MODE_CLIENT_SIDE;
        return all_.mode_ == FrameMode::Server || (all_.mode_ == FrameMode::Auto && !wants_own);
    }

    /// By unset_mode a client asks for none.
    void on_request_mode()
    {
        if (number_of(decoration_.requested_mode) > WLR_XDG_TOPLEVEL_DECORATION_V1_MODE_SERVER_SIDE)
            wl_resource_post_error(decoration_.resource, invalid_mode, "there is no such mode");
        else
            settle();
    }

    void on_commit()
    {
        if (decoration_.toplevel->base->initial_commit)
            settle();
    }

    void on_destroy()
    {
        all_.leave_to_us(surface(), false);
        std::erase_if(all_.xdg_ones_, [this](auto const& each) { return each.get() == this; });
    }

    Decorations& all_;
    wlr_xdg_toplevel_decoration_v1& decoration_;
    Slot<> destroy_, request_mode_, commit_;
};

/// KDE's, of a surface that becomes a window later, perhaps. wlroots grants what its client asks for.
class Decorations::ByKde {
public:
    ByKde(Decorations& all, wlr_server_decoration& decoration) : all_{all}, decoration_{decoration}
    {
        destroy_.connect<&ByKde::on_destroy>(this, decoration.events.destroy);
        mode_.connect<&ByKde::settle>(this, decoration.events.mode);
        commit_.connect<&ByKde::on_commit>(this, decoration.surface->events.commit);
        settle();
    }

    void settle()
    {
        if (std::ranges::any_of(all_.xdg_ones_, [this](auto const& each) { return each->is_about(*decoration_.surface); }))
            return; // the newer protocol is stronger
        bool const asked = number_of(decoration_.mode) == WLR_SERVER_DECORATION_MANAGER_MODE_SERVER;
        all_.leave_to_us(*decoration_.surface, asked && all_.mode_ != FrameMode::Client);
    }

private:
    void on_commit()
    {
        if (!decoration_.surface->mapped)
            settle();
    }
    void on_destroy()
    {
        decoration_.mode = WLR_SERVER_DECORATION_MANAGER_MODE_NONE;
        settle();
        std::erase_if(all_.kde_ones_, [this](auto const& each) { return each.get() == this; });
    }

    Decorations& all_;
    wlr_server_decoration& decoration_;
    Slot<> destroy_, mode_, commit_;
};

Decorations::Decorations(wl_display& display, Desk& desk)
    : desk_{desk}, kde_{wlr_server_decoration_manager_create(&display)}
{
    auto* manager = wlr_xdg_decoration_manager_v1_create(&display);
    new_.connect<&Decorations::on_new>(this, manager->events.new_toplevel_decoration);
    new_of_kde_.connect<&Decorations::on_new_of_kde>(this, kde_->events.new_decoration);
    use(mode_);
}

Decorations::~Decorations() = default;

/// GTK 3 and 4 draw their own title bars unless KDE's default says otherwise; they look right with those.
void Decorations::use(FrameMode mode)
{
    mode_ = mode;
    wlr_server_decoration_manager_set_default_mode(kde_, mode == FrameMode::Server
            ? WLR_SERVER_DECORATION_MANAGER_MODE_SERVER : WLR_SERVER_DECORATION_MANAGER_MODE_CLIENT);
    for (auto const& each : xdg_ones_)
        each->settle();
    for (auto const& each : kde_ones_)
        each->settle();
}

void Decorations::leave_to_us(wlr_surface& surface, bool left_to_us) const
{
    if (auto* window = desk_.window_of_toplevel(&surface))
        window->set_frame_left_to_us(left_to_us);
}

void Decorations::on_new(wlr_xdg_toplevel_decoration_v1* decoration)
{
    xdg_ones_.push_back(std::make_unique<ByXdg>(*this, *decoration));
}

void Decorations::on_new_of_kde(wlr_server_decoration* decoration)
{
    kde_ones_.push_back(std::make_unique<ByKde>(*this, *decoration));
}

} // namespace vitrail
