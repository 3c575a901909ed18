// Clients that make planes come and go as fast as they can, die with their buffer on one, or own one while the screen is
// locked and displays come and go.

#include "amount.hpp"
#include "client_dmabuf.hpp"
#include "client_lock.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "kms_counts.hpp"
#include "kms_state.hpp"
#include "knob.hpp"
#include "late_fence.hpp"
#include "until.hpp"
#include "victim.hpp"
#include "writeback.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <tuple>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Extent whole{320, 240}, part{100, 80};

/// A window that is on an overlay plane of its own.
struct OnPlane {
    Guest guest;
    TestDmabuf first, second;
    std::unique_ptr<TestWindow> window;

    OnPlane(Vitrail const& vitrail, Control& control)
        : guest{vitrail}
        , first{guest.client(), part, PixelFormat::Xrgb8888}
        , second{guest.client(), part, PixelFormat::Xrgb8888}
        , window{std::make_unique<TestWindow>(guest.client(), WindowSetup{.size = part, .color = blue, .title = "owner"})}
    {
        first.fill(blue);
        second.fill(blue);
        REQUIRE(until([&] {
            draw();
            return std::ranges::any_of(control.layers(), [](auto const& l) { return l.title == "owner" && l.on_plane(); });
        }));
    }
    /// Shows its next picture, and waits until it is seen.
    void draw() { std::ignore = guest.present(attach()); }
    TestSurface& attach()
    {
        window->surface().attach(odd_ ? &first : &second);
        odd_ = !odd_;
        return window->surface();
    }
    /// It dies with all it has.
    void die() { guest.client().kill(); }

private:
    bool odd_ = false;
};

int count(Picture const& picture, Rgba color)
{
    int out = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            out += picture.at(x, y) == color;
    return out;
}

/// How many of the client's pixels are seen now, on a display that may be off.
int seen_of_owner()
{
    try {
        return count(display_picture(), {0, 0, 255});
    } catch (std::runtime_error const&) {
        return 0;
    }
}

} // namespace

TEST_CASE("a client that dies with its buffer on a plane, at any moment, leaves a right picture and nothing else")
{
    Vitrail vitrail;
    Control control{vitrail};
    Victim victim{vitrail};
    victim.draw();
    auto const descriptors = open_descriptors(vitrail);
    int const times = amount(400, 20);
    for (int i = 0; i < times; ++i) {
        CAPTURE(i);
        OnPlane doomed{vitrail, control};
        doomed.attach().commit(); // the plane's next picture is on its way
        doomed.guest.client().pump();
        std::this_thread::sleep_for(17ms * i / times); // somewhere between two refreshes
        doomed.die();
        victim.draw();
        REQUIRE(seen_of_owner() == 0);
    }
    victim.draw(10);
    CHECK(open_descriptors(vitrail) == descriptors);
    CHECK(until([&] { // what was shown last has gone from the kernel, too
        return std::ranges::none_of(kms_framebuffers(), [](auto const& fb) { return fb.width == part.width; });
    }));
}

TEST_CASE("a client that dies while its commit waits for a fence leaves a right picture and nothing else")
{
    Vitrail vitrail;
    Control control{vitrail};
    Victim victim{vitrail};
    victim.draw();
    auto const descriptors = open_descriptors(vitrail);
    for (int i = 0; i < amount(200, 10); ++i) {
        CAPTURE(i);
        LateFence never;
        {
            OnPlane doomed{vitrail, control};
            never.hang_on(doomed.first);
            never.hang_on(doomed.second);
            for (int waiting = 0; waiting <= i % 3; ++waiting)
                doomed.attach().commit();
            doomed.guest.turn();
            doomed.die();
            victim.draw();
            REQUIRE(seen_of_owner() == 0);
        }
    }
    victim.draw(10);
    CHECK(open_descriptors(vitrail) == descriptors);
}

TEST_CASE("pictures that a plane can show and others that it cannot, in turn, set no mode and cost nobody a frame")
{
    KmsCounter const counter;
    Vitrail vitrail{{}, counting(counter)};
    Victim victim{vitrail};
    Guest bad{vitrail};
    TestDmabuf plain{bad.client(), whole, PixelFormat::Xrgb8888}, video{bad.client(), whole, PixelFormat::Nv12};
    TestBuffer const shm{bad.client(), whole, blue};
    plain.fill(blue);
    video.fill(Yuv{100, 110, 140});
    TestWindow window{bad.client(), {.size = whole}};
    victim.draw();
    auto const before = counter.of(vitrail.process().pid());
    for (int i = 0; i < amount(600); ++i) {
        ClientBuffer const* const pictures[]{&plain, &shm, &video, &shm};
        window.surface().attach(pictures[i % 4]);
        REQUIRE(bad.present(window.surface()).presented);
        if (i % 3 == 0)
            victim.draw(2);
    }
    auto const during = counter.of(vitrail.process().pid()) - before;
    CHECK(during.modesets == 0);
    CHECK(during.commits_failed == 0);
}

TEST_CASE("while it is locked no picture of a client that had a plane is seen, whatever displays do")
{
    Vitrail vitrail;
    Control control{vitrail};
    OnPlane owner{vitrail, control};
    REQUIRE(seen_of_owner() > 0);
    Guest guard{vitrail};
    TestLocker locker{guard.client()};
    locker.cover_all(green);
    REQUIRE(guard.until([&] { return locker.locked; }));
    REQUIRE(seen_of_owner() == 0);
    for (int i = 0; i < amount(1000, 20); ++i) {
        CAPTURE(i);
        owner.attach().commit();
        owner.guest.client().pump();
        unplug_display();
        guard.turn();
        REQUIRE(seen_of_owner() == 0);
        owner.attach().commit();
        owner.guest.client().pump();
        plug_display();
        for (int look = 0; look < 4; ++look) { // from the first frame to one that all have settled for
            guard.turn();
            REQUIRE(seen_of_owner() == 0);
            std::this_thread::sleep_for(9ms);
        }
        REQUIRE(guard.client().alive());
    }
    locker.unlock();
    REQUIRE(guard.until([&] { return seen_of_owner() > 0; }));
}
