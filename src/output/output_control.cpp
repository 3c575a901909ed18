#include "output/output_control.hpp"

#include "base/list.hpp"
#include "base/owned.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrail {

namespace {

using Configuration = Owned<wlr_output_configuration_v1, wlr_output_configuration_v1_destroy>;

std::vector<wlr_output_configuration_head_v1*> heads_of(wlr_output_configuration_v1 const& configuration)
{
    return linked<wlr_output_configuration_head_v1>(
        configuration.heads, offsetof(wlr_output_configuration_head_v1, link));
}

Mode mode_of(wlr_output_head_v1_state const& head)
{
    if (head.mode)
        return {{head.mode->width, head.mode->height}, head.mode->refresh};
    return {{head.custom_mode.width, head.custom_mode.height}, head.custom_mode.refresh};
}

/// Would the display's driver take that mode, as far as it tells without doing it?
bool is_possible(wlr_output_head_v1_state const& head)
{
    wlr_output_state state;
    wlr_output_state_init(&state);
    bool const possible = (wlr_output_head_v1_state_apply(&head, &state), wlr_output_test_state(head.output, &state));
    wlr_output_state_finish(&state);
    return possible;
}

} // namespace

OutputControl::OutputControl(wl_display& display, OutputManager& outputs)
    : outputs_{outputs}
    , protocol_{wlr_output_manager_v1_create(&display)}
{
    apply_.connect<&OutputControl::on_apply>(this, protocol_->events.apply);
    test_.connect<&OutputControl::on_test>(this, protocol_->events.test);
}

void OutputControl::publish()
{
    auto* now = wlr_output_configuration_v1_create();
    if (!now)
        return;
    for (Scanout* display : outputs_.displays()) {
        auto* head = wlr_output_configuration_head_v1_create(now, &display->c());
        auto const* output = outputs_.find(&display->c());
        if (!head)
            continue;
        head->state.enabled = output != nullptr;
        if (!output)
            continue;
        auto const& view = output->view();
        head->state.x = view.origin.x;
        head->state.y = view.origin.y;
        head->state.scale = float(view.scale);
        head->state.transform = static_cast<wl_output_transform>(view.transform);
        head->state.adaptive_sync_enabled = outputs_.rule_for(display->identity()).vrr != VrrUse::Off;
    }
    wlr_output_manager_v1_set_configuration(protocol_, now);
}

std::optional<OutputRequests> OutputControl::read(wlr_output_configuration_v1 const& configuration) const
{
    OutputRequests out;
    for (auto const* head : heads_of(configuration)) {
        auto const& wanted = head->state;
        auto const displays = outputs_.displays();
        auto const display = std::ranges::find(displays, wanted.output, [](Scanout* d) { return &d->c(); });
        if (display == displays.end()
            || (wanted.enabled && !(wanted.scale >= least_scale && wanted.scale <= largest_scale)))
            return std::nullopt;
        auto const identity = (*display)->identity();
        OutputRule rule = outputs_.rule_for(identity);
        rule.off = !wanted.enabled;
        if (wanted.enabled) {
            rule.mode = mode_of(wanted);
            rule.scale = std::round(wanted.scale * scale_steps) / scale_steps;
            rule.position = Point<Logical>{wanted.x, wanted.y};
            rule.transform = static_cast<Transform>(wanted.transform);
            if (wanted.adaptive_sync_enabled != (rule.vrr != VrrUse::Off)) // else it stays as finely set as it was
                rule.vrr = wanted.adaptive_sync_enabled ? VrrUse::Fullscreen : VrrUse::Off;
        }
        out.push_back({identity, rule});
    }
    return out;
}

void OutputControl::on_apply(wlr_output_configuration_v1* configuration)
{
    Configuration const request{configuration};
    auto const wanted = read(*configuration);
    if (wanted && outputs_.request(*wanted))
        wlr_output_configuration_v1_send_succeeded(configuration);
    else
        wlr_output_configuration_v1_send_failed(configuration);
}

void OutputControl::on_test(wlr_output_configuration_v1* configuration)
{
    Configuration const request{configuration};
    bool possible = read(*configuration).has_value();
    for (auto const* head : heads_of(*configuration))
        possible = possible && is_possible(head->state);
    if (possible)
        wlr_output_configuration_v1_send_succeeded(configuration);
    else
        wlr_output_configuration_v1_send_failed(configuration);
}

} // namespace vitrail
