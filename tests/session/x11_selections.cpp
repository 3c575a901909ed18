// What is copied on one side of Xwayland and pasted on the other: wlroots carries it, on our seat.

#include "client_x11.hpp"
#include "input_data.hpp"
#include "session_devices.hpp"

#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <linux/input-event-codes.h>
#include <unistd.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr char const* text_mime = "text/plain"; // wlroots calls it TEXT in X11

/// A program of X11 that has copied a text.
class X11Owner {
public:
    X11Owner(X11Client& program, X11Window& window, std::string text) : program_{program}, text_{std::move(text)}
    {
        xcb_set_selection_owner(program.c(), window.id(), program.atom("CLIPBOARD"), XCB_CURRENT_TIME);
        program.flush();
    }

    /// Answers one request for what it has.
    [[nodiscard]] bool answer()
    {
        xcb_selection_request_event_t request{};
        bool const asked = program_.saw(XCB_SELECTION_REQUEST, [&](auto const& event) {
            request = reinterpret_cast<xcb_selection_request_event_t const&>(event);
            return true;
        });
        if (!asked)
            return false;
        if (request.target == program_.atom("TARGETS")) {
            auto const target = program_.atom("TEXT");
            xcb_change_property(program_.c(), XCB_PROP_MODE_REPLACE, request.requestor, request.property, XCB_ATOM_ATOM, 32,
                                1, &target);
        } else {
            xcb_change_property(program_.c(), XCB_PROP_MODE_REPLACE, request.requestor, request.property, request.target, 8,
                                std::uint32_t(text_.size()), text_.data());
        }
        xcb_selection_notify_event_t done{};
        done.response_type = XCB_SELECTION_NOTIFY;
        done.requestor = request.requestor;
        done.selection = request.selection;
        done.target = request.target;
        done.property = request.property;
        xcb_send_event(program_.c(), false, request.requestor, 0, reinterpret_cast<char const*>(&done));
        program_.flush();
        return true;
    }

private:
    X11Client& program_;
    std::string text_;
};

/// What a program of X11 gets when it pastes.
std::string paste(X11Client& program, X11Window& window)
{
    auto const property = program.atom("PASTED");
    xcb_convert_selection(program.c(), window.id(), program.atom("CLIPBOARD"), program.atom("TEXT"), property,
                          XCB_CURRENT_TIME);
    bool const came = program.saw(XCB_SELECTION_NOTIFY, [&](auto const& event) {
        return reinterpret_cast<xcb_selection_notify_event_t const&>(event).property == property;
    });
    if (!came)
        return "nothing came";
    auto const cookie = xcb_get_property(program.c(), true, window.id(), property, XCB_GET_PROPERTY_TYPE_ANY, 0, 1 << 20);
    std::unique_ptr<xcb_get_property_reply_t, decltype([](auto* reply) { free(reply); })> const reply{
        xcb_get_property_reply(program.c(), cookie, nullptr)};
    auto const* text = static_cast<char const*>(xcb_get_property_value(reply.get()));
    return {text, text + xcb_get_property_value_length(reply.get())};
}

/// A screen with a window of Wayland and one of X11.
struct Office {
    TestServer server{{.x11 = true}};
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestDataDevice data{client};
    TestWindow native{client, {.size = {200, 150}, .color = blue}};
    X11Client program{server};
    X11Window window{program, {.color = red}};

    Office() { REQUIRE(until_x11(server, [&] { return window.is_focused(); })); }
    void switch_window()
    {
        keyboard.press(KEY_LEFTALT);
        keyboard.tap(KEY_TAB);
        keyboard.release(KEY_LEFTALT);
    }
};

} // namespace

TEST_CASE("what a program of Wayland copies one of X11 pastes")
{
    Office office;
    office.switch_window();
    office.keyboard.tap(KEY_C);
    TestSource const source{office.client, "from Wayland"};
    wl_data_device_set_selection(office.data.c(), source.c(), office.seat.keyboard_serial);
    office.client.settle();
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.window.is_focused(); }));
    CHECK(paste(office.program, office.window) == "from Wayland");
}

TEST_CASE("what a program of X11 copies one of Wayland pastes")
{
    Office office;
    X11Owner owner{office.program, office.window, "from X11"};
    REQUIRE(owner.answer()); // what there is
    office.switch_window();
    REQUIRE(until_x11(office.server, [&] { return office.data.selection != nullptr; }));

    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0);
    wl_data_offer_receive(office.data.selection, text_mime, ends[1]);
    office.client.settle();
    close(ends[1]);
    REQUIRE(owner.answer());
    std::string got(32, '\0');
    ssize_t length = -1;
    CHECK(until_x11(office.server, [&] { return (length = read(ends[0], got.data(), got.size())) > 0; }));
    close(ends[0]);
    got.resize(std::size_t(std::max<ssize_t>(length, 0)));
    CHECK(got == "from X11");
}
