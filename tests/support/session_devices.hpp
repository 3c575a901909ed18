#pragma once

#include "session.hpp"

#include <cstdint>
#include <memory>

struct wlr_keyboard;
struct wlr_pointer;
struct wlr_touch;

namespace vitrail::test {

/// evdev codes, so that tests need no header of the kernel.
inline constexpr std::uint32_t left_button = 0x110, right_button = 0x111, middle_button = 0x112;

/// A mouse in the hand of a test. Each call is what a hand does at one moment, answered by all (settled) on return.
class Mouse {
public:
    explicit Mouse(TestServer& server);
    Mouse(Mouse const&) = delete;
    Mouse& operator=(Mouse const&) = delete;
    ~Mouse(); ///< unplugs it

    void move_to(double x, double y); ///< in the layout
    void move_by(double dx, double dy);
    void press(std::uint32_t button = left_button);
    void release(std::uint32_t button = left_button);
    void click(std::uint32_t button = left_button);
    /// Wheel clicks; positive is down.
    void scroll(int clicks);
    void scroll_sideways(int clicks);
    /// A finger on a touchpad, in logical units; 0 is the finger's lifting.
    void scroll_smooth(double distance);

private:
    void axis(bool sideways, std::uint32_t source, double delta, int discrete);
    void frame();

    TestServer& server_;
    std::unique_ptr<wlr_pointer> device_;
};

/// A keyboard. Keys are evdev codes (KEY_A is 30, linux/input-event-codes.h).
class Keyboard {
public:
    explicit Keyboard(TestServer& server);
    Keyboard(Keyboard const&) = delete;
    Keyboard& operator=(Keyboard const&) = delete;
    ~Keyboard();

    void press(std::uint32_t key) { event(key, true); }
    void release(std::uint32_t key) { event(key, false); }
    void tap(std::uint32_t key);

private:
    void event(std::uint32_t key, bool down);

    TestServer& server_;
    std::unique_ptr<wlr_keyboard> device_;
};

/// A touch screen over the whole layout.
class TouchScreen {
public:
    explicit TouchScreen(TestServer& server);
    TouchScreen(TouchScreen const&) = delete;
    TouchScreen& operator=(TouchScreen const&) = delete;
    ~TouchScreen();

    void down(int finger, double x, double y); ///< in the layout
    /// On the glass itself: 0 to 1 from its top left corner.
    void down_on_glass(int finger, FPoint<Logical> at);
    void move(int finger, double x, double y);
    void up(int finger);
    void cancel(int finger);

private:
    [[nodiscard]] FPoint<Logical> fraction(double x, double y) const;
    void frame();

    TestServer& server_;
    std::unique_ptr<wlr_touch> device_;
};

} // namespace vitrail::test
