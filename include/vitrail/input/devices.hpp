#pragma once

#include "base/slot.hpp"
#include "input/device_rules.hpp"
#include "input/screen_choice.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct wlr_input_device;

namespace vitrail {

/// A device, for a person.
struct DeviceReport {
    DeviceNames names;
    ScreenChoice screen; ///< of one that points to places
    std::vector<std::pair<std::string, std::string>> settings; ///< each as the configuration would have it
};

/// The devices of the seat, as they come and go, each as the user's rules have it.
class Devices {
public:
    struct Events {
        std::function<void(wlr_input_device&)> gone; ///< it is still whole, and counted no more
    };

    explicit Devices(Events events) : events_{std::move(events)} {}

    void add(wlr_input_device& device);
    /// The user's rules from now on.
    void configure(DeviceRules const& rules);
    /// What holds for the device; null for one that is not of the seat.
    [[nodiscard]] DeviceRule const* rule_of(wlr_input_device const& device) const;
    /// WL_SEAT_CAPABILITY_* of all devices together.
    [[nodiscard]] std::uint32_t capabilities() const;
    void for_each(std::function<void(wlr_input_device&)> const& visit) const;

private:
    struct Entry {
        wlr_input_device* device;
        DeviceNames names;
        DeviceRule rule;
        Slot<wlr_input_device> destroyed;
    };
    void on_destroyed(wlr_input_device* device);
    void apply(Entry& entry) const;

    DeviceRules rules_;
    Events events_;
    std::vector<std::unique_ptr<Entry>> entries_;
};

} // namespace vitrail
