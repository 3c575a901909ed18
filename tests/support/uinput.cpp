#include "uinput.hpp"
#include "until.hpp"

#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <format>
#include <linux/uinput.h>
#include <stdexcept>
#include <sys/ioctl.h>
#include <vector>

namespace vitrail::test {

/// What a device can do, as uinput wants it told.
struct UinputDevice::Setup {
    struct Axis {
        int code, maximum;
    };

    char const* name;
    std::vector<int> keys, relative;
    std::vector<Axis> absolute;
    int property = -1; ///< INPUT_PROP_*: what it is to its user
};

namespace {

void control(Fd const& fd, unsigned long request, auto argument)
{
    if (ioctl(fd.get(), request, argument) < 0)
        throw std::runtime_error{std::format("uinput: {}", std::strerror(errno))};
}

/// The evdev node of the device behind `fd`, once devtmpfs has it.
std::string node_of(Fd const& fd)
{
    char name[64] = {};
    control(fd, UI_GET_SYSNAME(sizeof name), name);
    std::string node;
    until([&] {
        for (auto const& file :
            std::filesystem::directory_iterator{std::format("/sys/devices/virtual/input/{}", name)}) {
            auto const found = "/dev/input" / file.path().filename();
            if (file.path().filename().string().starts_with("event") && std::filesystem::exists(found))
                node = found;
        }
        return !node.empty();
    });
    return node;
}

} // namespace

UinputDevice::UinputDevice(Setup const& setup)
    : fd_{open("/dev/uinput", O_WRONLY | O_NONBLOCK | O_CLOEXEC)}
{
    if (!fd_)
        throw std::runtime_error{std::format("/dev/uinput: {}", std::strerror(errno))};
    auto const type = [&](int bit) { control(fd_, UI_SET_EVBIT, bit); };
    if (!setup.keys.empty())
        type(EV_KEY);
    for (int key : setup.keys)
        control(fd_, UI_SET_KEYBIT, key);
    if (!setup.relative.empty())
        type(EV_REL);
    for (int axis : setup.relative)
        control(fd_, UI_SET_RELBIT, axis);
    if (!setup.absolute.empty())
        type(EV_ABS);
    for (auto const& axis : setup.absolute) {
        // A resolution (units a millimetre) gives the device a size, without which libinput refuses a touch screen.
        uinput_abs_setup const abs{
            .code = std::uint16_t(axis.code), .absinfo = {.maximum = axis.maximum, .resolution = 10}};
        control(fd_, UI_ABS_SETUP, &abs);
    }
    if (setup.property >= 0)
        control(fd_, UI_SET_PROPBIT, setup.property);
    uinput_setup device{.id = {.bustype = BUS_USB, .vendor = 0x1d6b, .product = 0x0104, .version = 1}};
    std::strncpy(device.name, setup.name, sizeof device.name - 1);
    control(fd_, UI_DEV_SETUP, &device);
    control(fd_, UI_DEV_CREATE, 0);
    node_ = node_of(fd_);
}

UinputDevice::~UinputDevice() = default; // closing the descriptor unplugs the device

void UinputDevice::emit(std::uint16_t type, std::uint16_t code, std::int32_t value) const
{
    input_event const event{.time = {}, .type = type, .code = code, .value = value};
    if (write(fd_.get(), &event, sizeof event) != sizeof event)
        throw std::runtime_error{std::format("uinput: {}", std::strerror(errno))};
}

void UinputDevice::sync() const
{
    emit(EV_SYN, SYN_REPORT, 0);
}

namespace {

std::vector<int> all_keys()
{
    std::vector<int> out;
    for (int key = KEY_ESC; key <= KEY_MICMUTE; ++key)
        out.push_back(key);
    return out;
}

} // namespace

VirtualKeyboard::VirtualKeyboard()
    : UinputDevice{{.name = "Vitrail test keyboard", .keys = all_keys(), .relative = {}, .absolute = {}}}
{
}

void VirtualKeyboard::press(int key) const
{
    emit(EV_KEY, std::uint16_t(key), 1);
    sync();
}

void VirtualKeyboard::release(int key) const
{
    emit(EV_KEY, std::uint16_t(key), 0);
    sync();
}

void VirtualKeyboard::tap(int key) const
{
    press(key);
    release(key);
}

VirtualMouse::VirtualMouse()
    : UinputDevice{{.name = "Vitrail test mouse",
          .keys = {BTN_LEFT, BTN_RIGHT, BTN_MIDDLE},
          .relative = {REL_X, REL_Y, REL_WHEEL, REL_WHEEL_HI_RES},
          .absolute = {}}}
{
}

void VirtualMouse::move(int dx, int dy) const
{
    emit(EV_REL, REL_X, dx);
    emit(EV_REL, REL_Y, dy);
    sync();
}

void VirtualMouse::press(int button) const
{
    emit(EV_KEY, std::uint16_t(button), 1);
    sync();
}

void VirtualMouse::release(int button) const
{
    emit(EV_KEY, std::uint16_t(button), 0);
    sync();
}

void VirtualMouse::click(int button) const
{
    press(button);
    release(button);
}

void VirtualMouse::scroll(int clicks) const
{
    emit(EV_REL, REL_WHEEL, clicks);
    emit(EV_REL, REL_WHEEL_HI_RES, clicks * 120);
    sync();
}

VirtualTouchScreen::VirtualTouchScreen(int width, int height)
    : UinputDevice{{.name = "Vitrail test touch screen",
          .keys = {BTN_TOUCH},
          .relative = {},
          .absolute = {{ABS_X, width - 1}, {ABS_Y, height - 1}, {ABS_MT_SLOT, 9}, {ABS_MT_TRACKING_ID, 65535},
              {ABS_MT_POSITION_X, width - 1}, {ABS_MT_POSITION_Y, height - 1}},
          .property = INPUT_PROP_DIRECT}}
{
}

void VirtualTouchScreen::down(int finger, int x, int y) const
{
    emit(EV_ABS, ABS_MT_SLOT, finger);
    emit(EV_ABS, ABS_MT_TRACKING_ID, finger);
    emit(EV_KEY, BTN_TOUCH, 1);
    place(x, y);
}

void VirtualTouchScreen::move(int finger, int x, int y) const
{
    emit(EV_ABS, ABS_MT_SLOT, finger);
    place(x, y);
}

void VirtualTouchScreen::up(int finger) const
{
    emit(EV_ABS, ABS_MT_SLOT, finger);
    emit(EV_ABS, ABS_MT_TRACKING_ID, -1);
    emit(EV_KEY, BTN_TOUCH, 0);
    sync();
}

void VirtualTouchScreen::place(int x, int y) const
{
    emit(EV_ABS, ABS_MT_POSITION_X, x);
    emit(EV_ABS, ABS_MT_POSITION_Y, y);
    emit(EV_ABS, ABS_X, x);
    emit(EV_ABS, ABS_Y, y);
    sync();
}

VirtualTouchpad::VirtualTouchpad()
    : UinputDevice{{.name = "Vitrail test touchpad",
          .keys = {BTN_LEFT, BTN_TOUCH, BTN_TOOL_FINGER, BTN_TOOL_DOUBLETAP, BTN_TOOL_TRIPLETAP, BTN_TOOL_QUADTAP},
          .relative = {},
          .absolute = {{ABS_X, 999}, {ABS_Y, 599}, {ABS_MT_SLOT, 3}, {ABS_MT_TRACKING_ID, 65535},
              {ABS_MT_POSITION_X, 999}, {ABS_MT_POSITION_Y, 599}},
          .property = INPUT_PROP_BUTTONPAD}}
{
}

void VirtualTouchpad::down(int x, int y) const
{
    emit(EV_ABS, ABS_MT_TRACKING_ID, 1);
    emit(EV_KEY, BTN_TOUCH, 1);
    emit(EV_KEY, BTN_TOOL_FINGER, 1);
    place(x, y);
}

void VirtualTouchpad::move(int x, int y) const
{
    place(x, y);
}

void VirtualTouchpad::up() const
{
    emit(EV_ABS, ABS_MT_TRACKING_ID, -1);
    emit(EV_KEY, BTN_TOUCH, 0);
    emit(EV_KEY, BTN_TOOL_FINGER, 0);
    sync();
}

void VirtualTouchpad::place(int x, int y) const
{
    emit(EV_ABS, ABS_MT_POSITION_X, x);
    emit(EV_ABS, ABS_MT_POSITION_Y, y);
    emit(EV_ABS, ABS_X, x);
    emit(EV_ABS, ABS_Y, y);
    sync();
}

} // namespace vitrail::test
