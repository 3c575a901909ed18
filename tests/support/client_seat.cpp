#include "client_seat.hpp"

#include <algorithm>
#include <format>
#include <span>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

using u32 = std::uint32_t;

std::string number(wl_fixed_t fixed)
{
    return std::format("{}", wl_fixed_to_double(fixed));
}

char const* up_or_down(u32 state)
{
    return state ? "down" : "up";
}

} // namespace

struct SeatListeners {
    static TestSeat& self(void* data) { return *static_cast<TestSeat*>(data); }
    template <class... A> static void note(void* data, std::format_string<A...> text, A&&... args)
    {
        self(data).log.push_back(std::format(text, std::forward<A>(args)...));
    }
    static std::string label(void* data, wl_surface* surface) { return self(data).client_.label_of(surface); }

    static constexpr wl_seat_listener seat{
        .capabilities = [](void* d, wl_seat*, u32 now) { self(d).on_capabilities(now); },
        .name = [](void* d, wl_seat*, char const* name) { self(d).name = name; },
    };

    static constexpr wl_pointer_listener pointer{
        .enter =
            [](void* d, wl_pointer*, u32 serial, wl_surface* s, wl_fixed_t x, wl_fixed_t y) {
                self(d).enter_serial = serial;
                note(d, "pointer enter {} {},{}", label(d, s), number(x), number(y));
            },
        .leave = [](void* d, wl_pointer*, u32, wl_surface* s) { note(d, "pointer leave {}", label(d, s)); },
        .motion = [](void* d, wl_pointer*, u32, wl_fixed_t x,
                     wl_fixed_t y) { note(d, "pointer motion {},{}", number(x), number(y)); },
        .button =
            [](void* d, wl_pointer*, u32 serial, u32, u32 button, u32 state) {
                if (state)
                    self(d).press_serial = serial;
                note(d, "pointer button {} {}", button, up_or_down(state));
            },
        .axis =
            [](void* d, wl_pointer*, u32, u32 axis, wl_fixed_t value) {
                note(d, "pointer axis {} {}", axis ? "horizontal" : "vertical", number(value));
            },
        .frame = [](void* d, wl_pointer*) { ++self(d).pointer_frames; },
        .axis_source = [](void* d, wl_pointer*, u32 source) { note(d, "pointer axis source {}", source); },
        .axis_stop =
            [](void* d, wl_pointer*, u32, u32 axis) {
                note(d, "pointer axis {} stop", axis ? "horizontal" : "vertical");
            },
        .axis_discrete = [](void*, wl_pointer*, u32, int) {},
        .axis_value120 =
            [](void* d, wl_pointer*, u32 axis, int value) {
                note(d, "pointer axis {} value120 {}", axis ? "horizontal" : "vertical", value);
            },
        .axis_relative_direction = [](void*, wl_pointer*, u32, u32) {},
    };

    static constexpr wl_keyboard_listener keyboard{
        .keymap =
            [](void* d, wl_keyboard*, u32, int fd, u32 size) {
                void* text = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
                if (text != MAP_FAILED) {
                    self(d).keymap.assign(static_cast<char const*>(text), size ? size - 1 : 0);
                    munmap(text, size);
                }
                close(fd);
            },
        .enter =
            [](void* d, wl_keyboard*, u32 serial, wl_surface* s, wl_array* keys) {
                self(d).keyboard_serial = serial;
                note(d, "keyboard enter {}", label(d, s));
                for (auto const key : std::span{static_cast<u32 const*>(keys->data), keys->size / sizeof(u32)})
                    note(d, "key {} held", key);
            },
        .leave = [](void* d, wl_keyboard*, u32, wl_surface* s) { note(d, "keyboard leave {}", label(d, s)); },
        .key =
            [](void* d, wl_keyboard*, u32 serial, u32, u32 key, u32 state) {
                self(d).keyboard_serial = serial;
                if (state)
                    self(d).press_serial = serial;
                note(d, "key {} {}", key, up_or_down(state));
            },
        .modifiers =
            [](void* d, wl_keyboard*, u32, u32 depressed, u32 latched, u32 locked, u32 group) {
                note(d, "modifiers {} {} {} {}", depressed, latched, locked, group);
            },
        .repeat_info = [](void* d, wl_keyboard*, int rate, int delay) { note(d, "repeat {} {}", rate, delay); },
    };

    static constexpr wl_touch_listener touch{
        .down =
            [](void* d, wl_touch*, u32 serial, u32, wl_surface* s, int id, wl_fixed_t x, wl_fixed_t y) {
                self(d).press_serial = serial;
                note(d, "touch down {} {} {},{}", id, label(d, s), number(x), number(y));
            },
        .up = [](void* d, wl_touch*, u32, u32, int id) { note(d, "touch up {}", id); },
        .motion = [](void* d, wl_touch*, u32, int id, wl_fixed_t x,
                     wl_fixed_t y) { note(d, "touch motion {} {},{}", id, number(x), number(y)); },
        .frame = [](void* d, wl_touch*) { ++self(d).touch_frames; },
        .cancel = [](void* d, wl_touch*) { note(d, "touch cancel"); },
        .shape = [](void*, wl_touch*, int, wl_fixed_t, wl_fixed_t) {},
        .orientation = [](void*, wl_touch*, int, wl_fixed_t) {},
    };
};

// A wl_seat of its own: the client's first one has told its capabilities already.
TestSeat::TestSeat(TestClient& client) : TestSeat{client, client.bind<wl_seat>(wl_seat_interface, 9)} {}

TestSeat::TestSeat(TestClient& client, std::uint32_t number)
    : TestSeat{client, static_cast<wl_seat*>(client.bind_number(number, wl_seat_interface, 9))}
{
}

TestSeat::TestSeat(TestClient& client, wl_seat* seat) : client_{client}, seat_{seat}
{
    wl_seat_add_listener(seat_, &SeatListeners::seat, this);
    client.settle();
}

TestSeat::~TestSeat()
{
    if (pointer_)
        wl_pointer_release(pointer_);
    if (keyboard_)
        wl_keyboard_release(keyboard_);
    if (touch_)
        wl_touch_release(touch_);
    wl_seat_release(seat_);
}

bool TestSeat::saw(std::string_view line) const
{
    return std::ranges::find(log, line) != log.end();
}

std::vector<std::string> TestSeat::take()
{
    return std::exchange(log, {});
}

void TestSeat::on_capabilities(std::uint32_t now)
{
    capabilities = now;
    if (!(now & WL_SEAT_CAPABILITY_POINTER) && pointer_)
        wl_pointer_release(std::exchange(pointer_, nullptr));
    if (!(now & WL_SEAT_CAPABILITY_KEYBOARD) && keyboard_)
        wl_keyboard_release(std::exchange(keyboard_, nullptr));
    if (!(now & WL_SEAT_CAPABILITY_TOUCH) && touch_)
        wl_touch_release(std::exchange(touch_, nullptr));
    if ((now & WL_SEAT_CAPABILITY_POINTER) && !pointer_) {
        pointer_ = wl_seat_get_pointer(seat_);
        wl_pointer_add_listener(pointer_, &SeatListeners::pointer, this);
    }
    if ((now & WL_SEAT_CAPABILITY_KEYBOARD) && !keyboard_) {
        keyboard_ = wl_seat_get_keyboard(seat_);
        wl_keyboard_add_listener(keyboard_, &SeatListeners::keyboard, this);
    }
    if ((now & WL_SEAT_CAPABILITY_TOUCH) && !touch_) {
        touch_ = wl_seat_get_touch(seat_);
        wl_touch_add_listener(touch_, &SeatListeners::touch, this);
    }
}

} // namespace vitrail::test
