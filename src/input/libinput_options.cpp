#include "input/libinput_options.hpp"

#include "base/wlr.hpp"

#include <format>
#include <libinput.h>

namespace vitrail {

namespace {

using Device = libinput_device*;

/// One thing that libinput leaves open, as it asks for it and as we do.
template <class T> struct Setting {
    std::string_view name;
    std::optional<T> DeviceRule::*wanted;
    bool (*has)(Device);
    libinput_config_status (*set)(Device, T);
    T (*usual)(Device);
    T (*now)(Device);
};

template <class> struct SecondOf;
template <class R, class A, class B> struct SecondOf<R (*)(A, B)> {
    using type = B;
};

/// The functions of libinput, with our types for their values.
template <class T, auto set, auto usual, auto now>
Setting<T> setting(std::string_view name, std::optional<T> DeviceRule::*wanted, bool (*has)(Device))
{
    return {name, wanted, has,
            [](Device d, T value) { return set(d, static_cast<typename SecondOf<decltype(set)>::type>(value)); },
            [](Device d) { return static_cast<T>(usual(d)); }, [](Device d) { return static_cast<T>(now(d)); }};
}

bool taps(Device d) { return libinput_device_config_tap_get_finger_count(d) > 0; }
bool scrolls(Device d, std::uint32_t methods) { return libinput_device_config_scroll_get_methods(d) & methods; }
int tap_by_default(Device) { return true; } // libinput's is off, and nobody who has a touchpad guesses why
using Matrix = std::array<float, 6>;

void each_of_pointing(auto const& visit)
{
    auto const accelerates = [](Device d) { return libinput_device_config_accel_is_available(d) != 0; };
    auto const by_button = [](Device d) { return scrolls(d, LIBINPUT_CONFIG_SCROLL_ON_BUTTON_DOWN); };
    visit(setting<AccelProfile, libinput_device_config_accel_set_profile, libinput_device_config_accel_get_default_profile,
                  libinput_device_config_accel_get_profile>("accel-profile", &DeviceRule::accel_profile, accelerates));
    visit(setting<double, libinput_device_config_accel_set_speed, libinput_device_config_accel_get_default_speed,
                  libinput_device_config_accel_get_speed>("accel-speed", &DeviceRule::accel_speed, accelerates));
    visit(setting<bool, libinput_device_config_scroll_set_natural_scroll_enabled,
                  libinput_device_config_scroll_get_default_natural_scroll_enabled,
                  libinput_device_config_scroll_get_natural_scroll_enabled>(
        "natural-scroll", &DeviceRule::natural_scroll,
        [](Device d) { return libinput_device_config_scroll_has_natural_scroll(d) != 0; }));
    visit(setting<ScrollMethod, libinput_device_config_scroll_set_method, libinput_device_config_scroll_get_default_method,
                  libinput_device_config_scroll_get_method>("scroll-method", &DeviceRule::scroll_method,
                                                            [](Device d) { return scrolls(d, ~0U); }));
    visit(setting<Button, libinput_device_config_scroll_set_button, libinput_device_config_scroll_get_default_button,
                  libinput_device_config_scroll_get_button>("scroll-button", &DeviceRule::scroll_button, by_button));
    visit(setting<bool, libinput_device_config_scroll_set_button_lock, libinput_device_config_scroll_get_default_button_lock,
                  libinput_device_config_scroll_get_button_lock>("scroll-button-lock", &DeviceRule::scroll_button_lock,
                                                                 by_button));
    visit(setting<bool, libinput_device_config_left_handed_set, libinput_device_config_left_handed_get_default,
                  libinput_device_config_left_handed_get>(
        "left-handed", &DeviceRule::left_handed,
        [](Device d) { return libinput_device_config_left_handed_is_available(d) != 0; }));
    visit(setting<bool, libinput_device_config_middle_emulation_set_enabled,
                  libinput_device_config_middle_emulation_get_default_enabled,
                  libinput_device_config_middle_emulation_get_enabled>(
        "middle-emulation", &DeviceRule::middle_emulation,
        [](Device d) { return libinput_device_config_middle_emulation_is_available(d) != 0; }));
}

/// 3 or 4 fingers; 0: none. libinput counts otherwise.
libinput_config_status set_finger_drag(Device d, int fingers)
{
    return libinput_device_config_3fg_drag_set_enabled(
        d, libinput_config_3fg_drag_state(fingers == 0 ? 0 : fingers - 2));
}
int fingers_of(int state) { return state == 0 ? 0 : state + 2; }
int usual_finger_drag(Device d) { return fingers_of(libinput_device_config_3fg_drag_get_default_enabled(d)); }
int finger_drag(Device d) { return fingers_of(libinput_device_config_3fg_drag_get_enabled(d)); }

void each_of_touchpads(auto const& visit)
{
    visit(setting<bool, libinput_device_config_tap_set_enabled, tap_by_default, libinput_device_config_tap_get_enabled>(
        "tap-to-click", &DeviceRule::tap_to_click, taps));
    visit(setting<FingerButtons, libinput_device_config_tap_set_button_map,
                  libinput_device_config_tap_get_default_button_map, libinput_device_config_tap_get_button_map>(
        "tap-buttons", &DeviceRule::tap_buttons, taps));
    visit(setting<bool, libinput_device_config_tap_set_drag_enabled, libinput_device_config_tap_get_default_drag_enabled,
                  libinput_device_config_tap_get_drag_enabled>("tap-and-drag", &DeviceRule::tap_and_drag, taps));
    visit(setting<DragLock, libinput_device_config_tap_set_drag_lock_enabled,
                  libinput_device_config_tap_get_default_drag_lock_enabled,
                  libinput_device_config_tap_get_drag_lock_enabled>("drag-lock", &DeviceRule::drag_lock, taps));
    visit(setting<int, set_finger_drag, usual_finger_drag, finger_drag>(
        "finger-drag", &DeviceRule::finger_drag,
        [](Device d) { return libinput_device_config_3fg_drag_get_finger_count(d) >= 3; }));
    visit(setting<ClickMethod, libinput_device_config_click_set_method, libinput_device_config_click_get_default_method,
                  libinput_device_config_click_get_method>(
        "click-method", &DeviceRule::click_method,
        [](Device d) { return libinput_device_config_click_get_methods(d) != 0; }));
    visit(setting<FingerButtons, libinput_device_config_click_set_clickfinger_button_map,
                  libinput_device_config_click_get_default_clickfinger_button_map,
                  libinput_device_config_click_get_clickfinger_button_map>(
        "clickfinger-buttons", &DeviceRule::clickfinger_buttons, [](Device d) {
            return (libinput_device_config_click_get_methods(d) & LIBINPUT_CONFIG_CLICK_METHOD_CLICKFINGER) != 0;
        }));
    visit(setting<bool, libinput_device_config_dwt_set_enabled, libinput_device_config_dwt_get_default_enabled,
                  libinput_device_config_dwt_get_enabled>(
        "disable-while-typing", &DeviceRule::disable_while_typing,
        [](Device d) { return libinput_device_config_dwt_is_available(d) != 0; }));
    visit(setting<bool, libinput_device_config_dwtp_set_enabled, libinput_device_config_dwtp_get_default_enabled,
                  libinput_device_config_dwtp_get_enabled>(
        "disable-while-trackpointing", &DeviceRule::disable_while_trackpointing,
        [](Device d) { return libinput_device_config_dwtp_is_available(d) != 0; }));
}

void each_of_all(auto const& visit)
{
    visit(setting<DeviceUse, libinput_device_config_send_events_set_mode,
                  libinput_device_config_send_events_get_default_mode, libinput_device_config_send_events_get_mode>(
        "use", &DeviceRule::use, [](Device) { return true; }));
    visit(setting<int, libinput_device_config_rotation_set_angle, libinput_device_config_rotation_get_default_angle,
                  libinput_device_config_rotation_get_angle>(
        "rotation", &DeviceRule::rotation,
        [](Device d) { return libinput_device_config_rotation_is_available(d) != 0; }));
    visit(Setting<Matrix>{"calibration", &DeviceRule::calibration,
                          [](Device d) { return libinput_device_config_calibration_has_matrix(d) != 0; },
                          [](Device d, Matrix m) { return libinput_device_config_calibration_set_matrix(d, m.data()); },
                          [](Device d) {
                              Matrix out;
                              libinput_device_config_calibration_get_default_matrix(d, out.data());
                              return out;
                          },
                          [](Device d) {
                              Matrix out;
                              libinput_device_config_calibration_get_matrix(d, out.data());
                              return out;
                          }});
}

void each_setting(auto const& visit)
{
    each_of_all(visit);
    each_of_pointing(visit);
    each_of_touchpads(visit);
}

std::string shown(bool value) { return value ? "true" : "false"; }
std::string shown(int value) { return std::format("{}", value); }
std::string shown(double value) { return std::format("{}", value); }
std::string shown(Matrix const& m) { return std::format("[{}, {}, {}, {}, {}, {}]", m[0], m[1], m[2], m[3], m[4], m[5]); }
template <class E>
    requires std::is_enum_v<E>
std::string shown(E value)
{
    for (auto const& word : words_of<E>)
        if (word.value == value)
            return std::format("\"{}\"", word.name);
    return std::format("{}", int(value));
}

/// Of a keyboard that is a mouse, too, the mouse is asked.
Device handle_of(wlr_input_device& device)
{
    if (!wlr_input_device_is_libinput(&device))
        return nullptr;
    auto* handle = wlr_libinput_get_device_handle(&device);
    bool const beside = device.type == WLR_INPUT_DEVICE_KEYBOARD
        && libinput_device_has_capability(handle, LIBINPUT_DEVICE_CAP_POINTER);
    return beside ? nullptr : handle;
}

} // namespace

std::vector<std::string> configure_libinput(wlr_input_device& device, DeviceRule const& rule, DeviceRule const& asked)
{
    std::vector<std::string> out;
    auto* const handle = handle_of(device);
    if (!handle)
        return out;
    each_setting([&](auto const& setting) {
        bool done = setting.has(handle);
        if (done) {
            auto const wanted = (rule.*setting.wanted).value_or(setting.usual(handle));
            done = wanted == setting.now(handle) || setting.set(handle, wanted) == LIBINPUT_CONFIG_STATUS_SUCCESS;
        }
        if (!done && asked.*setting.wanted)
            out.emplace_back(setting.name);
    });
    return out;
}

std::vector<std::pair<std::string, std::string>> libinput_settings(wlr_input_device& device)
{
    std::vector<std::pair<std::string, std::string>> out;
    if (auto* const handle = handle_of(device))
        each_setting([&](auto const& setting) {
            if (setting.has(handle))
                out.emplace_back(setting.name, shown(setting.now(handle)));
        });
    return out;
}

} // namespace vitrail
