#include "session_devices.hpp"

#include "base/wlr.hpp"
#include "input/seat.hpp"
#include "output/output_manager.hpp"

#include <chrono>

namespace vitrail::test {

namespace {

std::uint32_t milliseconds(TestServer& server)
{
    auto const now = server.loop().now().time_since_epoch();
    return std::uint32_t(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

} // namespace

Mouse::Mouse(TestServer& server) : server_{server}, device_{std::make_unique<wlr_pointer>()}
{
    static constexpr wlr_pointer_impl impl{.name = "test-mouse"};
    wlr_pointer_init(device_.get(), &impl, "test mouse");
    server.server().seat().add_device(device_->base);
    server.settle();
}

Mouse::~Mouse()
{
    wlr_pointer_finish(device_.get());
    server_.settle();
}

void Mouse::move_to(double x, double y)
{
    auto const at = server_.server().seat().cursor();
    move_by(x - at.x, y - at.y);
}

void Mouse::move_by(double dx, double dy)
{
    wlr_pointer_motion_event event{
        .pointer = device_.get(),
        .time_msec = milliseconds(server_),
        .delta_x = dx,
        .delta_y = dy,
        .unaccel_dx = dx,
        .unaccel_dy = dy,
    };
    wl_signal_emit_mutable(&device_->events.motion, &event);
    frame();
}

namespace {

void send_button(TestServer& server, wlr_pointer& pointer, std::uint32_t button, wl_pointer_button_state state)
{
    wlr_pointer_button_event event{
        .pointer = &pointer, .time_msec = milliseconds(server), .button = button, .state = state};
    wlr_pointer_notify_button(&pointer, &event);
}

} // namespace

void Mouse::press(std::uint32_t button)
{
    send_button(server_, *device_, button, WL_POINTER_BUTTON_STATE_PRESSED);
    frame();
}

void Mouse::release(std::uint32_t button)
{
    send_button(server_, *device_, button, WL_POINTER_BUTTON_STATE_RELEASED);
    frame();
}

void Mouse::click(std::uint32_t button)
{
    press(button);
    release(button);
}

void Mouse::scroll(int clicks)
{
    axis(false, WL_POINTER_AXIS_SOURCE_WHEEL, 15.0 * clicks, WLR_POINTER_AXIS_DISCRETE_STEP * clicks);
}

void Mouse::scroll_sideways(int clicks)
{
    axis(true, WL_POINTER_AXIS_SOURCE_WHEEL, 15.0 * clicks, WLR_POINTER_AXIS_DISCRETE_STEP * clicks);
}

void Mouse::scroll_smooth(double distance)
{
    axis(false, WL_POINTER_AXIS_SOURCE_FINGER, distance, 0);
}

void Mouse::axis(bool sideways, std::uint32_t source, double delta, int discrete)
{
    wlr_pointer_axis_event event{
        .pointer = device_.get(),
        .time_msec = milliseconds(server_),
        .source = wl_pointer_axis_source(source),
        .orientation = sideways ? WL_POINTER_AXIS_HORIZONTAL_SCROLL : WL_POINTER_AXIS_VERTICAL_SCROLL,
        .relative_direction = WL_POINTER_AXIS_RELATIVE_DIRECTION_IDENTICAL,
        .delta = delta,
        .delta_discrete = discrete,
    };
    wl_signal_emit_mutable(&device_->events.axis, &event);
    frame();
}

void Mouse::frame()
{
    wl_signal_emit_mutable(&device_->events.frame, device_.get());
    server_.settle();
}

Keyboard::Keyboard(TestServer& server) : server_{server}, device_{std::make_unique<wlr_keyboard>()}
{
    static constexpr wlr_keyboard_impl impl{.name = "test-keyboard", .led_update = nullptr};
    wlr_keyboard_init(device_.get(), &impl, "test keyboard");
    server.server().seat().add_device(device_->base);
    server.settle();
}

Keyboard::~Keyboard()
{
    wlr_keyboard_finish(device_.get());
    server_.settle();
}

void Keyboard::tap(std::uint32_t key)
{
    press(key);
    release(key);
}

void Keyboard::event(std::uint32_t key, bool down)
{
    wlr_keyboard_key_event event{
        .time_msec = milliseconds(server_),
        .keycode = key,
        .update_state = true,
        .state = down ? WL_KEYBOARD_KEY_STATE_PRESSED : WL_KEYBOARD_KEY_STATE_RELEASED,
    };
    wlr_keyboard_notify_key(device_.get(), &event);
    server_.settle();
}

TouchScreen::TouchScreen(TestServer& server) : server_{server}, device_{std::make_unique<wlr_touch>()}
{
    static constexpr wlr_touch_impl impl{.name = "test-touch"};
    wlr_touch_init(device_.get(), &impl, "test touch screen");
    server.server().seat().add_device(device_->base);
    server.settle();
}

TouchScreen::~TouchScreen()
{
    wlr_touch_finish(device_.get());
    server_.settle();
}

FPoint<Logical> TouchScreen::fraction(double x, double y) const
{
    wlr_box box{};
    wlr_output_layout_get_box(&server_.server().outputs().layout(), nullptr, &box);
    return {(x - box.x) / box.width, (y - box.y) / box.height};
}

void TouchScreen::down(int finger, double x, double y) { down_on_glass(finger, fraction(x, y)); }

void TouchScreen::down_on_glass(int finger, FPoint<Logical> at)
{
    wlr_touch_down_event event{
        .touch = device_.get(), .time_msec = milliseconds(server_), .touch_id = finger, .x = at.x, .y = at.y};
    wl_signal_emit_mutable(&device_->events.down, &event);
    frame();
}

void TouchScreen::move(int finger, double x, double y)
{
    auto const at = fraction(x, y);
    wlr_touch_motion_event event{
        .touch = device_.get(), .time_msec = milliseconds(server_), .touch_id = finger, .x = at.x, .y = at.y};
    wl_signal_emit_mutable(&device_->events.motion, &event);
    frame();
}

void TouchScreen::up(int finger)
{
    wlr_touch_up_event event{.touch = device_.get(), .time_msec = milliseconds(server_), .touch_id = finger};
    wl_signal_emit_mutable(&device_->events.up, &event);
    frame();
}

void TouchScreen::cancel(int finger)
{
    wlr_touch_cancel_event event{.touch = device_.get(), .time_msec = milliseconds(server_), .touch_id = finger};
    wl_signal_emit_mutable(&device_->events.cancel, &event);
    frame();
}

void TouchScreen::frame()
{
    wl_signal_emit_mutable(&device_->events.frame, nullptr);
    server_.settle();
}

} // namespace vitrail::test
