// The older protocols for recorders: wlr-screencopy and wlr-export-dmabuf.

#include "client_screencopy.hpp"
#include "input_theme.hpp"
#include "output/output.hpp"
#include "session_devices.hpp"
#include "wlr-export-dmabuf-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

Screen picture_of(Screencopy const& shot)
{
    return {shot.size().width, shot.size().height, shot.pixels()};
}

/// A film that fills the screen, with the arrow over it.
struct Cinema {
    TestTheme theme;
    TestServer server;
    Mouse mouse{server};
    TestClient& client = server.connect();
    TestWindow film{client, {.color = red, .fullscreen = true}};
    TestClient& other = server.connect();

    Cinema()
    {
        mouse.move_to(150, 100);
        play(12);
    }
    void play(int frames)
    {
        for (int i = 0; i < frames; ++i) {
            film.draw(i % 2 ? red : blue);
            server.refresh();
        }
    }
};

} // namespace

TEST_CASE("the old way of screenshots has the whole picture, too, of windows on planes")
{
    Cinema cinema;
    Screencopy shot{cinema.other, true};
    cinema.server.refresh(3);
    REQUIRE(shot.ready);
    CHECK(picture_of(shot) == cinema.server.screen());
    CHECK(picture_of(shot).count(TestTheme::arrow) == TestTheme::size * TestTheme::size);
}

TEST_CASE("the old way of screenshots leaves the cursor out when asked to")
{
    Cinema cinema;
    Screencopy shot{cinema.other, false};
    cinema.server.refresh(3);
    REQUIRE(shot.ready);
    CHECK(picture_of(shot).count(TestTheme::arrow) == 0);
    CHECK(cinema.server.screen().count(TestTheme::arrow) == TestTheme::size * TestTheme::size);
}

TEST_CASE("after a screenshot of the old way the film is on its plane again")
{
    Cinema cinema;
    {
        Screencopy shot{cinema.other, false};
        cinema.server.refresh(3);
        REQUIRE(shot.ready);
    }
    cinema.play(12);
    auto const direct = cinema.server.output().stats().direct;
    cinema.play(5);
    CHECK(cinema.server.output().stats().direct == direct + 5);
}

TEST_CASE("where there are no dmabufs none are handed out")
{
    TestServer server;
    auto& client = server.connect();
    client.settle();
    auto* manager = client.bind<zwlr_export_dmabuf_manager_v1>(zwlr_export_dmabuf_manager_v1_interface, 1);
    REQUIRE(manager);
    bool cancelled = false;
    static constexpr zwlr_export_dmabuf_frame_v1_listener listener{
        .frame = [](void*, zwlr_export_dmabuf_frame_v1*, auto...) {},
        .object = [](void*, zwlr_export_dmabuf_frame_v1*, auto...) {},
        .ready = [](void*, zwlr_export_dmabuf_frame_v1*, auto...) {},
        .cancel = [](void* d, zwlr_export_dmabuf_frame_v1*, std::uint32_t) { *static_cast<bool*>(d) = true; },
    };
    auto* frame = zwlr_export_dmabuf_manager_v1_capture_output(manager, 0, client.outputs.front()->c);
    zwlr_export_dmabuf_frame_v1_add_listener(frame, &listener, &cancelled);
    server.refresh(2);
    CHECK(cancelled);
    zwlr_export_dmabuf_frame_v1_destroy(frame);
    zwlr_export_dmabuf_manager_v1_destroy(manager);
}
