// Words from an input method to the text field with the focus (text-input, input-method).

#include "text_clients.hpp"

#include <catch2/catch_test_macros.hpp>
#include <linux/input-event-codes.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

struct Session {
    TestServer server;
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestWindow window{client, {.color = white, .fullscreen = true}};
    TextField field{client};
    TestClient& method_client = server.connect();
};

} // namespace

TEST_CASE("an input method learns what the field with the focus is like, and writes into it")
{
    Session session;
    Method method{session.method_client};
    CHECK(session.field.saw("enter window"));
    CHECK_FALSE(method.saw("activate"));
    session.field.enable();
    CHECK(method.log == std::vector<std::string>{"activate", "around hello", "purpose 6", "done"});
    session.field.log.clear();
    zwp_input_method_v2_set_preedit_string(method.c, "ni", 2, 2);
    method.commit();
    CHECK(session.field.log == std::vector<std::string>{"preedit ni", "done"});
    session.field.log.clear();
    zwp_input_method_v2_delete_surrounding_text(method.c, 1, 0);
    zwp_input_method_v2_commit_string(method.c, "you");
    method.commit();
    CHECK(session.field.log == std::vector<std::string>{"commit you", "delete 1 0", "done"});
    session.field.disable();
    CHECK(method.saw("deactivate"));
}

TEST_CASE("an input method that starts while somebody types is at work at once")
{
    Session session;
    session.field.enable();
    Method method{session.method_client};
    CHECK(method.saw("activate"));
    CHECK(method.saw("around hello"));
}

TEST_CASE("the field of a window that loses the focus is left in peace")
{
    Session session;
    Method method{session.method_client};
    session.field.enable();
    auto& other = session.server.connect();
    TestWindow on_top{other};
    CHECK(session.field.saw("leave"));
    CHECK(method.saw("deactivate"));
    session.field.log.clear();
    zwp_input_method_v2_commit_string(method.c, "secret");
    method.commit();
    CHECK(session.field.log.empty());
}

TEST_CASE("there is one input method at a time; when it crashes its half-written word goes, and another may take over")
{
    Session session;
    session.field.enable();
    {
        auto& doomed = session.server.connect();
        Method first{doomed};
        Method second{session.method_client};
        CHECK(second.saw("unavailable"));
        zwp_input_method_v2_set_preedit_string(first.c, "half", 4, 4);
        first.commit();
        session.field.log.clear();
        doomed.kill();
        session.server.settle();
        CHECK(session.field.log == std::vector<std::string>{"preedit (none)", "done"});
    }
    Method third{session.method_client};
    CHECK(third.saw("activate"));
}

TEST_CASE("an input method that wants the keys gets them while a field is active, and no key is ever left held")
{
    Session session;
    Method method{session.method_client};
    session.field.enable();
    session.keyboard.press(KEY_A);
    method.grab_keyboard();
    session.keyboard.press(KEY_B);
    session.keyboard.release(KEY_A);
    CHECK(session.seat.saw("key 30 up"));
    CHECK_FALSE(session.seat.saw("key 48 down"));
    CHECK(method.saw("key 48 down"));
    method.release_keyboard();
    session.keyboard.release(KEY_B);
    CHECK_FALSE(session.seat.saw("key 48 up"));
    session.keyboard.tap(KEY_C);
    CHECK(session.seat.saw("key 46 down"));

    method.grab_keyboard();
    session.field.disable();
    session.keyboard.tap(KEY_D);
    CHECK(session.seat.saw("key 32 down"));
    CHECK_FALSE(method.saw("key 32 down"));
}

TEST_CASE("the list of an input method opens below the text cursor, or above it where there is no room")
{
    Session session;
    Method method{session.method_client};
    TestSurface list{session.method_client, "list"};
    auto* popup = zwp_input_method_v2_get_input_popup_surface(method.c, list.c());
    list.show({50, 40}, green);
    session.server.refresh(2);
    CHECK(session.server.screen().count(green) == 0); // nobody writes

    session.field.enable(10, 20);
    session.server.refresh(2);
    CHECK(session.server.screen().box_of(green) == Screen::Box{10, 30, 50, 40});
    zwp_text_input_v3_set_cursor_rectangle(session.field.c, 300, 220, 2, 10);
    session.field.commit();
    session.server.refresh(2);
    CHECK(session.server.screen().box_of(green) == Screen::Box{270, 180, 50, 40});
    session.field.disable();
    session.server.refresh(2);
    CHECK(session.server.screen().count(green) == 0);
    zwp_input_popup_surface_v2_destroy(popup);
    session.method_client.settle();
}
