#include "devices.hpp"

#include "base/wlr.hpp"
#include "host.hpp"
#include "input/seat.hpp"

namespace vitrail::test {

namespace {

SuitePointer::Parts& own(WlcsPointer* pointer) { return static_cast<SuitePointer*>(pointer)->parts; }
SuiteTouch::Parts& own(WlcsTouch* touch) { return static_cast<SuiteTouch*>(touch)->parts; }

void pointer_to(WlcsPointer* pointer, wl_fixed_t x, wl_fixed_t y)
{
    auto& [host, device] = own(pointer);
    wlr_pointer_motion_absolute_event event{
        .pointer = device.get(),
        .time_msec = host.milliseconds(),
        .x = wl_fixed_to_double(x) / Host::screen.width,
        .y = wl_fixed_to_double(y) / Host::screen.height,
    };
    wl_signal_emit_mutable(&device->events.motion_absolute, &event);
    wl_signal_emit_mutable(&device->events.frame, device.get());
}

void pointer_by(WlcsPointer* pointer, wl_fixed_t dx, wl_fixed_t dy)
{
    auto& [host, device] = own(pointer);
    wlr_pointer_motion_event event{
        .pointer = device.get(),
        .time_msec = host.milliseconds(),
        .delta_x = wl_fixed_to_double(dx),
        .delta_y = wl_fixed_to_double(dy),
        .unaccel_dx = wl_fixed_to_double(dx),
        .unaccel_dy = wl_fixed_to_double(dy),
    };
    wl_signal_emit_mutable(&device->events.motion, &event);
    wl_signal_emit_mutable(&device->events.frame, device.get());
}

template <wl_pointer_button_state state> void button(WlcsPointer* pointer, int code)
{
    auto& [host, device] = own(pointer);
    wlr_pointer_button_event event{
        .pointer = device.get(), .time_msec = host.milliseconds(), .button = std::uint32_t(code), .state = state};
    wlr_pointer_notify_button(device.get(), &event);
    wl_signal_emit_mutable(&device->events.frame, device.get());
}

void destroy_pointer(WlcsPointer* pointer) { delete static_cast<SuitePointer*>(pointer); }

// The suite calls the next three on its own thread; every other call comes on the server's.

/// One event of the finger's, and the frame that ends it.
template <typename Event> void finger(WlcsTouch* touch, wl_signal decltype(wlr_touch::events)::*signal, Event event)
{
    auto& [host, device] = own(touch);
    host.here([&] {
        event.touch = device.get();
        event.time_msec = host.milliseconds();
        wl_signal_emit_mutable(&(device->events.*signal), &event);
        wl_signal_emit_mutable(&device->events.frame, nullptr);
    });
}

void finger_down(WlcsTouch* touch, wl_fixed_t x, wl_fixed_t y)
{
    finger(touch, &decltype(wlr_touch::events)::down,
           wlr_touch_down_event{.x = double(x) / Host::screen.width, .y = double(y) / Host::screen.height});
}

void finger_move(WlcsTouch* touch, wl_fixed_t x, wl_fixed_t y)
{
    finger(touch, &decltype(wlr_touch::events)::motion,
           wlr_touch_motion_event{.x = double(x) / Host::screen.width, .y = double(y) / Host::screen.height});
}

void finger_up(WlcsTouch* touch) { finger(touch, &decltype(wlr_touch::events)::up, wlr_touch_up_event{}); }

void destroy_touch(WlcsTouch* touch) { delete static_cast<SuiteTouch*>(touch); }

} // namespace

SuitePointer::SuitePointer(Host& host)
    : WlcsPointer{WLCS_POINTER_VERSION, pointer_to, pointer_by, button<WL_POINTER_BUTTON_STATE_RELEASED>,
                  button<WL_POINTER_BUTTON_STATE_PRESSED>, destroy_pointer}
    , parts{host, std::make_unique<wlr_pointer>()}
{
    static constexpr wlr_pointer_impl impl{.name = "suite-pointer"};
    wlr_pointer_init(parts.device.get(), &impl, "the suite's pointer");
    host.server().seat().add_device(parts.device->base);
}

SuitePointer::~SuitePointer() { wlr_pointer_finish(parts.device.get()); }

SuiteTouch::SuiteTouch(Host& host)
    : WlcsTouch{WLCS_TOUCH_VERSION, finger_down, finger_move, finger_up, destroy_touch}
    , parts{host, std::make_unique<wlr_touch>()}
{
    static constexpr wlr_touch_impl impl{.name = "suite-touch"};
    wlr_touch_init(parts.device.get(), &impl, "the suite's touch screen");
    host.server().seat().add_device(parts.device->base);
}

SuiteTouch::~SuiteTouch() { wlr_touch_finish(parts.device.get()); }

SuiteKeyboard::SuiteKeyboard(Host& host) : device_{std::make_unique<wlr_keyboard>()}
{
    static constexpr wlr_keyboard_impl impl{.name = "suite-keyboard", .led_update = nullptr};
    wlr_keyboard_init(device_.get(), &impl, "the suite's keyboard");
    host.server().seat().add_device(device_->base);
}

SuiteKeyboard::~SuiteKeyboard() { wlr_keyboard_finish(device_.get()); }

} // namespace vitrail::test
