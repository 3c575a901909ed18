// Pictures of single windows for recorders (ext-image-copy-capture of foreign toplevels).

#include "capture_recorder.hpp"
#include "client_lock.hpp"
#include "ext-foreign-toplevel-list-v1-client-protocol.h"
#include "ext-image-capture-source-v1-client-protocol.h"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// The windows that there are, by title.
class Windows {
public:
    explicit Windows(TestClient& client)
        : client_{client}
        , list_{client.bind<ext_foreign_toplevel_list_v1>(ext_foreign_toplevel_list_v1_interface, 1)}
        , sources_{client.bind<ext_foreign_toplevel_image_capture_source_manager_v1>(
              ext_foreign_toplevel_image_capture_source_manager_v1_interface, 1)}
    {
        REQUIRE(list_);
        REQUIRE(sources_);
        static constexpr ext_foreign_toplevel_list_v1_listener listener{
            .toplevel = [](void* d, auto*, ext_foreign_toplevel_handle_v1* handle) { self(d).add(handle); },
            .finished = [](void*, auto*) {},
        };
        ext_foreign_toplevel_list_v1_add_listener(list_, &listener, this);
        client.settle();
    }
    ~Windows()
    {
        for (auto const& [handle, title] : titles_)
            ext_foreign_toplevel_handle_v1_destroy(handle);
        ext_foreign_toplevel_image_capture_source_manager_v1_destroy(sources_);
        ext_foreign_toplevel_list_v1_destroy(list_);
    }
    Windows(Windows const&) = delete;

    [[nodiscard]] ext_image_capture_source_v1* source(std::string const& wanted)
    {
        for (auto const& [handle, title] : titles_)
            if (title == wanted)
                return ext_foreign_toplevel_image_capture_source_manager_v1_create_source(sources_, handle);
        FAIL("no window is called " << wanted);
        return nullptr;
    }

private:
    static Windows& self(void* data) { return *static_cast<Windows*>(data); }
    void add(ext_foreign_toplevel_handle_v1* handle)
    {
        static constexpr ext_foreign_toplevel_handle_v1_listener listener{
            .closed = [](void*, auto*) {},
            .done = [](void*, auto*) {},
            .title = [](void* d, ext_foreign_toplevel_handle_v1* h, char const* text) { self(d).titles_[h] = text; },
            .app_id = [](void*, auto*, char const*) {},
            .identifier = [](void*, auto*, char const*) {},
        };
        titles_[handle];
        ext_foreign_toplevel_handle_v1_add_listener(handle, &listener, this);
    }

    TestClient& client_;
    ext_foreign_toplevel_list_v1* list_;
    ext_foreign_toplevel_image_capture_source_manager_v1* sources_;
    std::map<ext_foreign_toplevel_handle_v1*, std::string> titles_;
};

struct Desk {
    TestServer server;
    TestClient& client = server.connect();
    TestWindow below{client, {.size = {100, 80}, .color = blue, .title = "below"}};
    TestWindow above{client, {.size = {200, 150}, .color = red, .title = "above", .fullscreen = true}};
    TestClient& other = server.connect();
    Windows windows{other};

    Desk() { server.refresh(3); }
};

} // namespace

TEST_CASE("a recorded window is whole, whatever lies over it")
{
    Desk desk;
    CHECK(desk.server.screen().count(blue) == 0);
    Recorder recorder{desk.other, desk.windows.source("below")};
    CHECK(recorder.size == Extent{100, 80});
    REQUIRE(recorder.capture());
    CHECK(recorder.picture().count(blue) == 100 * 80);
}

TEST_CASE("a recorder of a window gets its next picture when the window changes, and only then")
{
    Desk desk;
    Recorder recorder{desk.other, desk.windows.source("below")};
    REQUIRE(recorder.capture());
    recorder.ask();
    desk.above.draw(green);
    desk.server.refresh(3);
    CHECK_FALSE(recorder.ready);
    desk.below.draw(yellow);
    desk.server.refresh(3);
    CHECK(recorder.ready);
    CHECK(recorder.picture().count(yellow) == 100 * 80);
}

TEST_CASE("a recording ends with its window")
{
    Desk desk;
    {
        TestWindow third{desk.client, {.title = "third"}};
        desk.server.refresh(2);
        Recorder recorder{desk.other, desk.windows.source("third")};
        REQUIRE(recorder.capture());
        third.unmap();
        desk.client.settle();
        CHECK(recorder.stopped);
    }
    CHECK(desk.other.alive());
}

TEST_CASE("no recorder sees anything of a locked session but the lock")
{
    Desk desk;
    Recorder window{desk.other, desk.windows.source("below")}, screen{desk.other};
    TestLocker locker{desk.server.connect()};
    locker.cover_all(green);
    desk.server.refresh(3);
    REQUIRE(locker.locked);
    desk.below.draw(yellow);
    CHECK_FALSE(window.capture());
    desk.server.refresh(3);
    CHECK_FALSE(window.ready);
    REQUIRE(screen.capture());
    CHECK(screen.picture().count(green) == 320 * 240);
    locker.unlock();
    desk.server.refresh(3);
    CHECK(window.ready); // what it waited for
    CHECK(window.picture().count(yellow) == 100 * 80);
}

TEST_CASE("who records in the moment of locking gets nothing that was there before")
{
    Desk desk;
    Recorder screen{desk.other};
    TestLocker locker{desk.server.connect()};
    REQUIRE(desk.server.screen().count(red) > 0); // the display has not caught up yet
    CHECK_FALSE(screen.capture());
    locker.cover_all(green);
    desk.server.refresh(3);
    REQUIRE(screen.ready);
    CHECK(screen.picture().count(green) == 320 * 240);
}
