#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace vitrail {

// Their values are those of libinput(3).
enum class AccelProfile { Flat = 1, Adaptive = 2 };
enum class ScrollMethod { None = 0, TwoFinger = 1, Edge = 2, Button = 4 };
enum class ClickMethod { None = 0, Areas = 1, Clickfinger = 2 };
/// What one, two and three fingers are; the first is always the left one.
enum class FingerButtons { RightMiddle = 0, MiddleRight = 1 };
enum class DragLock { Off = 0, Timeout = 1, Sticky = 2 };
enum class DeviceUse { Always = 0, Never = 1, WithoutMouse = 2 };

/// What the configuration calls a value.
template <class E> struct ValueName {
    E value;
    std::string_view name;
};
template <class E> inline constexpr std::array<ValueName<E>, 0> words_of{};
template <> inline constexpr std::array words_of<AccelProfile>{
    ValueName{AccelProfile::Flat, "flat"}, ValueName{AccelProfile::Adaptive, "adaptive"}};
template <> inline constexpr std::array words_of<ScrollMethod>{
    ValueName{ScrollMethod::None, "none"}, ValueName{ScrollMethod::TwoFinger, "two-finger"}, ValueName{ScrollMethod::Edge, "edge"},
    ValueName{ScrollMethod::Button, "button"}};
template <> inline constexpr std::array words_of<ClickMethod>{
    ValueName{ClickMethod::None, "none"}, ValueName{ClickMethod::Areas, "areas"}, ValueName{ClickMethod::Clickfinger, "clickfinger"}};
template <> inline constexpr std::array words_of<FingerButtons>{ValueName{FingerButtons::RightMiddle, "left-right-middle"},
                                                                ValueName{FingerButtons::MiddleRight, "left-middle-right"}};
template <> inline constexpr std::array words_of<DragLock>{
    ValueName{DragLock::Off, "off"}, ValueName{DragLock::Timeout, "timeout"}, ValueName{DragLock::Sticky, "sticky"}};
template <> inline constexpr std::array words_of<DeviceUse>{
    ValueName{DeviceUse::Always, "always"}, ValueName{DeviceUse::Never, "never"}, ValueName{DeviceUse::WithoutMouse, "without-mouse"}};

/// A button by its evdev code.
enum class Button : int {};
template <> inline constexpr std::array words_of<Button>{
    ValueName{Button{0x110}, "left"},   ValueName{Button{0x111}, "right"},   ValueName{Button{0x112}, "middle"}, ValueName{Button{0x113}, "side"},
    ValueName{Button{0x114}, "extra"},  ValueName{Button{0x115}, "forward"}, ValueName{Button{0x116}, "back"},   ValueName{Button{0x117}, "task"}};

/// What the user wants of an input device; what is empty stays as the device has it by itself.
struct DeviceRule {
    std::optional<DeviceUse> use;
    std::optional<double> accel_speed; ///< -1 to 1
    std::optional<AccelProfile> accel_profile;
    std::optional<bool> natural_scroll; ///< the content follows the fingers, or the wheel
    std::optional<double> scroll_factor; ///< how far it scrolls, times this
    std::optional<ScrollMethod> scroll_method;
    std::optional<Button> scroll_button;
    std::optional<bool> scroll_button_lock; ///< a click holds it
    std::optional<bool> left_handed;
    std::optional<bool> middle_emulation; ///< both buttons are the middle one
    std::optional<bool> tap_to_click;
    std::optional<FingerButtons> tap_buttons;
    std::optional<bool> tap_and_drag;
    std::optional<DragLock> drag_lock;
    std::optional<int> finger_drag; ///< with so many fingers, 3 or 4; 0: with none
    std::optional<ClickMethod> click_method;
    std::optional<FingerButtons> clickfinger_buttons;
    std::optional<bool> disable_while_typing;
    std::optional<bool> disable_while_trackpointing;
    std::optional<int> rotation; ///< degrees clockwise that the device lies turned
    std::optional<std::array<float, 6>> calibration; ///< the first two rows of a matrix over 0 to 1
    std::optional<std::string> output; ///< the display it belongs to: a connector, or the display's own name

    /// What `stronger` says, and where it says nothing, this.
    [[nodiscard]] DeviceRule with(DeviceRule const& stronger) const;
    friend bool operator==(DeviceRule const&, DeviceRule const&) = default;
};

/// What a device is called.
struct DeviceNames {
    std::string name; ///< its own: "Logitech MX Master 3"
    std::string id;   ///< "046d:4082": vendor and product, in hexadecimal
    std::string kind; ///< one of `device_kinds`, "keyboard", or empty
};

/// The kinds of device that have rules of their own.
inline constexpr std::array<char const*, 6> device_kinds{"touchpad", "mouse", "trackpoint", "trackball", "touch", "tablet"};

/// The user's rules. A device's own name is stronger than its id, that than its kind, and that than what is said of all.
struct DeviceRules {
    DeviceRule all;
    std::map<std::string, DeviceRule> by_name; ///< a kind, an id or a device's own name

    /// What holds for this device. Of a keyboard only what is said of it by its own name or id.
    [[nodiscard]] DeviceRule rule_for(DeviceNames const& device) const;
    /// What is said of this very device, by its own name or id.
    [[nodiscard]] DeviceRule named_rule_for(DeviceNames const& device) const;
    friend bool operator==(DeviceRules const&, DeviceRules const&) = default;
};

} // namespace vitrail
