#pragma once

#include "base/fd.hpp"

#include <cstdint>
#include <string>

namespace vitrail::test {

/// An input device made with uinput; the kernel, udev and libinput see it like one of hardware. Unplugged when it goes.
///
/// Every method below writes events and a SYN_REPORT. Codes are those of <linux/input-event-codes.h>.
class UinputDevice {
public:
    /// The evdev node, for example /dev/input/event0.
    [[nodiscard]] std::string const& node() const { return node_; }

protected:
    struct Setup;

    explicit UinputDevice(Setup const& setup);
    void emit(std::uint16_t type, std::uint16_t code, std::int32_t value) const;
    void sync() const;
    ~UinputDevice();
    UinputDevice(UinputDevice&&) = default;
    UinputDevice& operator=(UinputDevice&&) = delete;

private:
    Fd fd_;
    std::string node_;
};

class VirtualKeyboard : public UinputDevice {
public:
    VirtualKeyboard();
    void press(int key) const;
    void release(int key) const;
    void tap(int key) const;
};

class VirtualMouse : public UinputDevice {
public:
    VirtualMouse();
    /// In mouse counts, before the compositor's acceleration.
    void move(int dx, int dy) const;
    void press(int button) const;
    void release(int button) const;
    void click(int button) const;
    /// Wheel clicks, positive away from the user.
    void scroll(int clicks) const;
};

/// A touch screen of `width` x `height` units, ten fingers.
class VirtualTouchScreen : public UinputDevice {
public:
    VirtualTouchScreen(int width, int height);
    void down(int finger, int x, int y) const;
    void move(int finger, int x, int y) const;
    void up(int finger) const;

private:
    void place(int x, int y) const;
};

/// A touchpad of 100 mm x 60 mm that is a button itself, with one finger on it, in tenths of a millimetre.
class VirtualTouchpad : public UinputDevice {
public:
    VirtualTouchpad();
    void down(int x, int y) const;
    void move(int x, int y) const;
    void up() const;

private:
    void place(int x, int y) const;
};

} // namespace vitrail::test
