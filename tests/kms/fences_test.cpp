// Buffers that are not ready when they are committed: nobody waits but their own surface.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "late_fence.hpp"
#include "linux-drm-syncobj-v1-client-protocol.h"
#include "until.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
#include <unistd.h>
#include <wayland-client.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Extent whole{320, 240}, part{100, 80};

/// Draws a picture after each callback.
class Animation {
public:
    explicit Animation(Vitrail const& vitrail) : guest_{vitrail}, window_{guest_.client(), {.size = part, .color = green}}
    {
        next();
    }
    void turn()
    {
        guest_.client().pump();
        if (window_.surface().frames_done != seen_)
            next();
    }
    [[nodiscard]] std::vector<Feedback> const& told() { return window_.surface().feedback; }

private:
    void next()
    {
        seen_ = window_.surface().frames_done;
        window_.surface().request_frame();
        window_.surface().request_feedback();
        window_.draw(++drawn_ % 2 ? green : yellow);
    }

    Guest guest_;
    TestWindow window_;
    unsigned seen_ = 0, drawn_ = 0;
};

/// A client that says by linux-drm-syncobj when its pictures are ready.
class ExplicitSync {
public:
    ExplicitSync(TestClient& client, TestSurface& surface)
        : manager_{client.bind<wp_linux_drm_syncobj_manager_v1>(wp_linux_drm_syncobj_manager_v1_interface, 1)}
    {
        REQUIRE(manager_);
        surface_ = wp_linux_drm_syncobj_manager_v1_get_surface(manager_, surface.c());
        int const fd = timeline.export_fd();
        imported_ = wp_linux_drm_syncobj_manager_v1_import_timeline(manager_, fd);
        close(fd);
    }
    ~ExplicitSync()
    {
        wp_linux_drm_syncobj_timeline_v1_destroy(imported_);
        wp_linux_drm_syncobj_surface_v1_destroy(surface_);
        wp_linux_drm_syncobj_manager_v1_destroy(manager_);
    }
    void set_points(std::uint64_t acquire, std::uint64_t release)
    {
        wp_linux_drm_syncobj_surface_v1_set_acquire_point(surface_, imported_, 0, std::uint32_t(acquire));
        wp_linux_drm_syncobj_surface_v1_set_release_point(surface_, imported_, 0, std::uint32_t(release));
    }

    ClientTimeline timeline;

private:
    wp_linux_drm_syncobj_manager_v1* manager_;
    wp_linux_drm_syncobj_surface_v1* surface_ = nullptr;
    wp_linux_drm_syncobj_timeline_v1* imported_ = nullptr;
};

/// Lets `time` pass while both are served.
void pass(std::chrono::nanoseconds time, Animation& animation, TestClient& client)
{
    auto const end = std::chrono::steady_clock::now() + time;
    std::ignore = until([&] {
        animation.turn();
        client.pump();
        return std::chrono::steady_clock::now() >= end;
    }, time + 1s, 500us);
}

/// Was a picture shown at every vblank between the two?
bool without_gap(std::vector<Feedback> const& told, std::size_t from, std::size_t to)
{
    for (auto i = from + 1; i < to; ++i)
        if (!told[i].presented || told[i].sequence != told[i - 1].sequence + 1)
            return false;
    return true;
}

Rgba at(int x, int y)
{
    return display_picture().at(x, y);
}

bool is(Rgba c, int r, int g, int b)
{
    return c.r == r && c.g == g && c.b == b;
}

/// What `vitrailctl why` says of the window that fills the screen.
std::string waits_for(Vitrail const& vitrail)
{
    return Control{vitrail}.layers().back().waits_for;
}

} // namespace

TEST_CASE("a client whose picture is half a second late costs another no frame, and is shown at once when it is ready")
{
    bool const explicit_sync = GENERATE(false, true);
    CAPTURE(explicit_sync);
    Vitrail vitrail;
    Guest guest{vitrail};
    TestDmabuf first{guest.client(), whole, PixelFormat::Xrgb8888}, late{guest.client(), whole, PixelFormat::Xrgb8888};
    first.fill(0xffff0000);
    late.fill(0xff0000ff);
    TestWindow window{guest.client(), {.size = whole, .fullscreen = true}};
    auto& surface = window.surface();
    std::optional<ExplicitSync> sync;
    if (explicit_sync) {
        sync.emplace(guest.client(), surface);
        sync->set_points(1, 2);
        sync->timeline.signal(1);
    }
    surface.attach(&first);
    REQUIRE(guest.present(surface).presented);

    Animation animation{vitrail};
    pass(500ms, animation, guest.client());
    LateFence fence;
    if (sync) {
        sync->timeline.set_point(3, fence);
        sync->set_points(3, 4);
    } else {
        fence.hang_on(late);
    }
    surface.attach(&late);
    surface.request_feedback();
    auto const before = surface.feedback.size();
    surface.commit();
    wl_display_flush(guest.client().display());
    auto const from = animation.told().size();
    pass(500ms, animation, guest.client());
    auto const to = animation.told().size();
    CHECK(to - from >= 29);
    CHECK(without_gap(animation.told(), from, to));
    CHECK(surface.feedback.size() == before); // it waits
    CHECK(waits_for(vitrail) == "not-signalled");
    CHECK(is(at(5, 230), 255, 0, 0));

    fence.signal();
    pass(40ms, animation, guest.client());
    CHECK(surface.feedback.size() == before + 1);
    CHECK(waits_for(vitrail) == "");
    CHECK(is(at(5, 230), 0, 0, 255));
    if (sync) {
        CHECK(sync->timeline.signalled(2)); // the first picture was replaced
        CHECK_FALSE(sync->timeline.signalled(4));
    }
}

TEST_CASE("a picture that never gets ready waits for ever, and its client's other window goes on")
{
    Vitrail vitrail;
    Guest guest{vitrail};
    LateFence never;
    TestDmabuf picture{guest.client(), part, PixelFormat::Xrgb8888};
    picture.fill(0xff0000ff);
    never.hang_on(picture);
    {
        TestWindow window{guest.client(), {.size = part}};
        window.surface().attach(&picture);
        window.surface().commit();
        TestWindow other{guest.client(), {.size = part}};
        auto& surface = other.surface();
        for (int i = 0; i < 60; ++i) {
            surface.request_feedback();
            other.draw(i % 2 ? green : yellow);
            REQUIRE(guest.until([&] { return surface.feedback.size() == std::size_t(i + 1); }));
        }
        CHECK(without_gap(surface.feedback, 30, 60));
    } // the window goes with its commit still waiting
    guest.turn();
    CHECK(guest.client().alive());
    never.signal();
    guest.turn();
    CHECK(guest.client().alive());
}

TEST_CASE("a tree of synchronised surfaces changes twice, each time as a whole: child late, parent, child again, parent")
{
    Vitrail vitrail;
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.size = whole, .color = 0xff101010, .fullscreen = true}};
    TestSubsurface sub{window.surface()};
    auto const picture = [&](Extent size, Argb color) {
        auto out = std::make_unique<TestDmabuf>(guest.client(), size, PixelFormat::Xrgb8888);
        out->fill(color);
        return out;
    };
    auto const child1 = picture(part, 0xffff0000), child2 = picture(part, 0xff00ff00);
    auto const parent1 = picture(whole, 0xff303030), parent2 = picture(whole, 0xff606060);
    LateFence fence;
    fence.hang_on(*child1);
    auto const commit = [&](TestSurface& surface, TestDmabuf const& buffer) {
        surface.attach(&buffer);
        surface.commit();
    };
    commit(sub.surface(), *child1);
    commit(window.surface(), *parent1);
    guest.turn();
    commit(sub.surface(), *child2); // belongs to the parent's next commit
    guest.turn();
    std::ignore = guest.until([] { return false; }, 100ms);
    CHECK(is(at(5, 230), 16, 16, 16)); // neither parent nor child
    CHECK(is(at(5, 5), 16, 16, 16));

    fence.signal();
    std::ignore = guest.until([] { return false; }, 100ms);
    CHECK(is(at(5, 230), 48, 48, 48));
    CHECK(is(at(5, 5), 255, 0, 0)); // the child's first picture, not the second

    commit(window.surface(), *parent2);
    guest.turn();
    std::ignore = guest.until([] { return false; }, 100ms);
    CHECK(is(at(5, 230), 96, 96, 96));
    CHECK(is(at(5, 5), 0, 255, 0));
}

TEST_CASE("a release point is signalled once its picture is replaced, and when the surface goes")
{
    Vitrail vitrail;
    Guest guest{vitrail};
    std::vector<std::unique_ptr<TestDmabuf>> buffers;
    for (int i = 0; i < 3; ++i)
        buffers.push_back(std::make_unique<TestDmabuf>(guest.client(), whole, PixelFormat::Xrgb8888));
    std::optional<TestWindow> window{std::in_place, guest.client(), WindowSetup{.size = whole, .fullscreen = true}};
    ExplicitSync sync{guest.client(), window->surface()};
    std::uint64_t point = 0;
    for (int i = 0; i < 60; ++i, point += 2) {
        sync.set_points(point + 1, point + 2);
        sync.timeline.signal(point + 1);
        window->surface().attach(buffers[std::size_t(i) % 3].get());
        REQUIRE(guest.present(window->surface()).presented);
        CHECK_FALSE(sync.timeline.signalled(point + 2)); // it is on the screen
        if (i > 0)
            CHECK(guest.until([&] { return sync.timeline.signalled(point); })); // the one before is not any more
    }
    window.reset();
    CHECK(guest.until([&] { return sync.timeline.signalled(point); }));
}
