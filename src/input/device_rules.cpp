#include "input/device_rules.hpp"

#include <tuple>

namespace vitrail {

namespace {

auto members(auto& r)
{
    return std::tie(r.use, r.accel_speed, r.accel_profile, r.natural_scroll, r.scroll_factor, r.scroll_method,
                    r.scroll_button, r.scroll_button_lock, r.left_handed, r.middle_emulation, r.tap_to_click, r.tap_buttons,
                    r.tap_and_drag, r.drag_lock, r.finger_drag, r.click_method, r.clickfinger_buttons,
                    r.disable_while_typing, r.disable_while_trackpointing, r.rotation, r.calibration, r.output);
}

} // namespace

DeviceRule DeviceRule::with(DeviceRule const& stronger) const
{
    auto out = stronger;
    auto weaker = members(*this);
    auto result = members(out);
    auto const fill = [&]<std::size_t... i>(std::index_sequence<i...>) {
        ((std::get<i>(result) = std::get<i>(result) ? std::get<i>(result) : std::get<i>(weaker)), ...);
    };
    fill(std::make_index_sequence<std::tuple_size_v<decltype(result)>>{});
    return out;
}

DeviceRule DeviceRules::named_rule_for(DeviceNames const& device) const
{
    DeviceRule out;
    for (auto const& name : {device.id, device.name})
        if (auto const found = by_name.find(name); found != by_name.end())
            out = out.with(found->second);
    return out;
}

DeviceRule DeviceRules::rule_for(DeviceNames const& device) const
{
    auto const named = named_rule_for(device);
    if (device.kind == "keyboard")
        return named;
    auto const found = by_name.find(device.kind);
    return (found == by_name.end() ? all : all.with(found->second)).with(named);
}

} // namespace vitrail
