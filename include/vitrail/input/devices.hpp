#pragma once

#include "base/slot.hpp"
#include "input/seat_config.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

struct wlr_input_device;

namespace vitrail {

/// The devices of the seat, as they come and go.
class Devices {
public:
    struct Events {
        std::function<void(wlr_input_device&)> gone; ///< it is still whole, and counted no more
    };

    explicit Devices(Events events) : events_{std::move(events)} {}

    void add(wlr_input_device& device);
    /// WL_SEAT_CAPABILITY_* of all devices together.
    [[nodiscard]] std::uint32_t capabilities() const;
    void for_each(std::function<void(wlr_input_device&)> const& visit) const;

private:
    struct Entry {
        wlr_input_device* device;
        Slot<wlr_input_device> destroyed;
    };
    void on_destroyed(wlr_input_device* device);

    Events events_;
    std::vector<std::unique_ptr<Entry>> entries_;
};

/// The name of the output that an absolute device belongs to; null when it names none.
[[nodiscard]] char const* output_name_of(wlr_input_device& device);

/// Sets what libinput leaves open. Leaves other devices alone, and those that cannot do it.
void configure_libinput(wlr_input_device& device, DeviceConfig const& config);

} // namespace vitrail
