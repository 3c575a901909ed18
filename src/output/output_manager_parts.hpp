#pragma once

#include "output/gamma_control.hpp"
#include "output/output_control.hpp"
#include "output/output_manager.hpp"
#include "output/scanout_feedback.hpp"
#include "power_switch.hpp"
#include "scene/view.hpp"

#include <map>
#include <memory>
#include <vector>

namespace vitrail {

inline constexpr auto placeholder_connector = "VITRAIL-0"; // a name that no driver uses

/// What the manager knows: displays come and go (output_manager.cpp), rules say how they are used (follow_rules.cpp).
struct OutputManager::Parts {
    OutputManager& face;
    EventLoop& loop;
    Scene& scene;
    Renderer& renderer;
    Backend& backend;
    wlr_output_layout* layout; // the display's: ends with it
    OutputRules rules;
    OutputRequests requests{}; // of programs
    PlaneUse plane_use = PlaneUse::All;
    std::vector<std::shared_ptr<Scanout>> displays{}; // plugged in, whether on or off
    std::vector<std::unique_ptr<Output>> known{};
    std::unique_ptr<PowerSwitch> power{};
    std::unique_ptr<ScanoutFeedback> feedback{}; // null where there are no dmabufs
    std::map<Output const*, OutputRule> followed{}; // by what each was placed: only a change of it moves it again
    Point<Logical> lost_origin{};
    bool ending = false;
    Timer rebuild{loop, [this] { rebuild_renderer(); }}; // the GPU lost its context
    Timer dark{loop, [this] { follow_all(); }};          // a display would not be turned on
    int refusals = 0;                                    // in a row, by whichever display
    std::unique_ptr<OutputControl> control{};
    std::unique_ptr<GammaControl> gamma{};

    Output& output_for(DisplayIdentity const& identity);
    [[nodiscard]] bool is_placeholder(Output const& o) const;
    [[nodiscard]] Output* find_placeholder() const;
    [[nodiscard]] Output* shown_on(Scanout const& display) const;
    [[nodiscard]] bool is_last(Output const& output) const;
    [[nodiscard]] int right_edge(Output const& without) const;
    /// Does a display lie there, other than this one?
    [[nodiscard]] bool is_taken(Rect<Logical> const& area, Output const& by_others_than) const;

    void on_display_added(std::shared_ptr<Scanout> display);
    void on_display_removed(Scanout& display);
    void show(std::shared_ptr<Scanout> display);
    void try_again_later();
    void stand_in_for(Output const& lost);
    void place(Output& output, View const& view);
    void detach(Output& output);
    void changed();
    void rebuild_renderer();
    void publish();

    [[nodiscard]] OutputRule rule_for(DisplayIdentity const& identity) const;
    [[nodiscard]] View wanted_view(Output const& output, Scanout& display, OutputRule const& rule) const;
    void set_rules(OutputRules wanted);
    [[nodiscard]] bool request(OutputRequests const& wanted);
    [[nodiscard]] bool obeys(OutputRequest const& request) const;
    void follow_all();
    void follow(Output& output);
    void switch_off(Output& output);
    void keep_off(Scanout& display);
    void arrange();
    void close_row();
};

} // namespace vitrail
