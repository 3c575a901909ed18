#pragma once

#include "backend/backend.hpp"
#include "base/event_loop.hpp"
#include "output/output.hpp"
#include "output/output_rules.hpp"

#include <functional>
#include <memory>
#include <vector>

struct wl_display;
struct wlr_linux_dmabuf_v1;
struct wlr_output_layout;
struct wlr_surface;

namespace vitrail {

/// All outputs: knows displays again when they come back, lays new ones out beside the others, and keeps a placeholder
/// in the layout while no real display is there, so that no client ever sees a world without outputs.
class OutputManager {
public:
    OutputManager(wl_display& display, EventLoop& loop, Scene& scene, Renderer& renderer, Backend& backend,
                  OutputRules rules = {});
    ~OutputManager();

    /// A machine without any screen gets the placeholder: call after the backend announced what there is.
    void ensure_one();
    /// What the user wants of displays, from now on. Those whose rule has not changed stay as they are, but for those
    /// without a place of their own: they make room.
    void set_rules(OutputRules rules);
    /// What a program wants of some displays, as far as it can be done: stronger than the rules, until these change for that
    /// display. False: one of them does not take its mode, and all are as they were.
    [[nodiscard]] bool request(OutputRequests const& wanted);
    /// What is wanted of this display now, by a program or else by the rules.
    [[nodiscard]] OutputRule rule_for(DisplayIdentity const& display) const;
    /// Moves, scales or turns an output; tells clients and `on_change`.
    void place(Output& output, Point<Logical> origin, double scale, Transform transform);

    /// Which planes clients' buffers may be on, on all outputs from now on.
    void use_planes(PlaneUse use);
    [[nodiscard]] PlaneUse plane_use() const;

    /// From now on clients are told what displays can scan out. The global lives as long as this object.
    void advertise_scanout(wlr_linux_dmabuf_v1& dmabuf);

    /// Those with a display now (the placeholder only when it is alone), left to right as they came.
    [[nodiscard]] std::vector<Output*> active() const;
    /// The active output that shows `at`, or the nearest one. Null only before the first display.
    [[nodiscard]] Output* at(FPoint<Logical> at) const;
    [[nodiscard]] Output* find(wlr_output const* output) const;
    /// Among the active ones.
    [[nodiscard]] Output* find(DisplayIdentity const& identity) const;
    /// All that are plugged in, on or off, without the placeholder.
    [[nodiscard]] std::vector<Scanout*> displays() const;
    /// Is it the stand-in for displays that are all gone?
    [[nodiscard]] bool is_placeholder(Output const& output) const;
    [[nodiscard]] wlr_output_layout& layout() const;

    /// Called after outputs came, went, or changed place, mode or scale.
    std::function<void()> on_change;
    /// Asked for the surface that has the user's attention; see Output::focused.
    std::function<wlr_surface*()> focused;
    /// Called with each frame that was committed to an output.
    std::function<void(Output&, Frame const&)> on_latched;
    /// Called when layers of an output came, went or go another way; see Output::on_placements.
    std::function<void(Output&)> on_placements;

    /// Called when an output's display has shown a frame; see Output::on_shown.
    std::function<void(Output&)> on_shown;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
