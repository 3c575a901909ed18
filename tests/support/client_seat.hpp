#pragma once

#include "client.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct wl_keyboard;
struct wl_pointer;
struct wl_seat;
struct wl_touch;

namespace vitrail::test {

/// What a client is told by its seat, as a list that a person can read:
///
///     pointer enter WINDOW 10,20      key 30 down             touch down 0 WINDOW 5,5
///     pointer motion 11,20            keyboard enter WINDOW   touch motion 0 6,5
///     pointer button 272 down         modifiers 1 0 0 0       touch up 0
///     pointer axis vertical 15 120    repeat 25 600           touch cancel
///
/// Positions are surface-local; WINDOW is the surface's label. Frame events are counted, not listed.
class TestSeat {
public:
    /// Binds every kind of device that the seat has now and will have.
    explicit TestSeat(TestClient& client);
    /// The same of the seat that is the global of this number.
    TestSeat(TestClient& client, std::uint32_t number);
    TestSeat(TestSeat const&) = delete;
    TestSeat& operator=(TestSeat const&) = delete;
    ~TestSeat();

    std::vector<std::string> log;
    [[nodiscard]] bool saw(std::string_view line) const;
    /// The log so far, which then starts anew.
    std::vector<std::string> take();

    [[nodiscard]] wl_pointer* pointer() const { return pointer_; }
    [[nodiscard]] wl_keyboard* keyboard() const { return keyboard_; }
    [[nodiscard]] wl_touch* touch() const { return touch_; }

    std::string name;
    std::uint32_t capabilities = 0;
    std::uint32_t enter_serial = 0; ///< of the last pointer enter: what set_cursor wants
    std::uint32_t press_serial = 0; ///< of the last button, key or touch that went down: what grabs want
    std::uint32_t keyboard_serial = 0; ///< of the last keyboard enter or key
    unsigned pointer_frames = 0, touch_frames = 0;
    std::string keymap; ///< xkb text of the last keymap

private:
    friend struct SeatListeners;
    TestSeat(TestClient& client, wl_seat* seat);
    void on_capabilities(std::uint32_t now);

    TestClient& client_;
    wl_seat* seat_;
    wl_pointer* pointer_ = nullptr;
    wl_keyboard* keyboard_ = nullptr;
    wl_touch* touch_ = nullptr;
};

} // namespace vitrail::test
