#include "input/devices.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "input/libinput_options.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

namespace {

std::uint32_t capability_of(wlr_input_device const& device)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_KEYBOARD: return WL_SEAT_CAPABILITY_KEYBOARD;
    case WLR_INPUT_DEVICE_POINTER:
    case WLR_INPUT_DEVICE_TABLET:   return WL_SEAT_CAPABILITY_POINTER; // a pen is one where nobody knows pens
    case WLR_INPUT_DEVICE_TOUCH:    return WL_SEAT_CAPABILITY_TOUCH;
    default:                        return 0;
    }
}

} // namespace

void Devices::add(wlr_input_device& device)
{
    auto entry = std::make_unique<Entry>();
    entry->device = &device;
    entry->names = names_of(device);
    entry->destroyed.connect<&Devices::on_destroyed>(this, device.events.destroy);
    log::info("input device: {} ({} {})", entry->names.name, entry->names.kind, entry->names.id);
    apply(*entry);
    entries_.push_back(std::move(entry));
}

void Devices::on_destroyed(wlr_input_device* device)
{
    std::erase_if(entries_, [device](auto const& entry) { return entry->device == device; });
    log::info("input device gone: {}", device->name ? device->name : "(no name)");
    events_.gone(*device);
}

std::uint32_t Devices::capabilities() const
{
    std::uint32_t out = 0;
    for (auto const& entry : entries_)
        out |= capability_of(*entry->device);
    return out;
}

void Devices::for_each(std::function<void(wlr_input_device&)> const& visit) const
{
    for (auto const& entry : entries_)
        visit(*entry->device);
}

void Devices::configure(DeviceRules const& rules)
{
    rules_ = rules;
    for (auto const& entry : entries_)
        apply(*entry);
}

void Devices::apply(Entry& entry) const
{
    auto const before = std::exchange(entry.rule, rules_.rule_for(entry.names));
    auto const cannot = configure_libinput(*entry.device, entry.rule, rules_.named_rule_for(entry.names));
    for (auto const& setting : cannot)
        if (before != entry.rule)
            log::warning("the input device {} cannot do what its {} asks for; vitrailctl inputs lists what it can",
                         entry.names.name, setting);
}

DeviceRule const* Devices::rule_of(wlr_input_device const& device) const
{
    auto const found = std::ranges::find(entries_, &device, [](auto const& entry) { return entry->device; });
    return found == entries_.end() ? nullptr : &(*found)->rule;
}

} // namespace vitrail
