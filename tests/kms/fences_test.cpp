// Buffers that are not ready when they are committed: nobody waits but their own surface.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "explicit_sync_client.hpp"
#include "guest.hpp"
#include "kms_state.hpp"
#include "late_fence.hpp"
#include "uinput.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
#include <tuple>
#include <utility>
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

/// A mouse that goes on moving, and how often the kernel's cursor plane follows.
class MovingCursor {
public:
    /// At most once in a millisecond, as mice do.
    void move()
    {
        auto const now = std::chrono::steady_clock::now();
        if (now - moved_ < 1ms)
            return;
        moved_ = now;
        mouse_.move(++moves_ / 60 % 2 ? -1 : 1, 0);
        auto const x = place();
        places_ += x != std::exchange(last_, x);
    }
    /// At how many places was it seen since it was asked last?
    [[nodiscard]] int places() { return std::exchange(places_, 0); }
    /// The x of the topmost plane, which is the cursor's.
    [[nodiscard]] static int place()
    {
        auto const shown = kms_state().shown();
        return shown.size() > 1 ? shown.back().crtc_box.x : 0;
    }

private:
    VirtualMouse mouse_;
    std::chrono::steady_clock::time_point moved_;
    int moves_ = 0, places_ = 0;
    int last_ = 0;
};

/// Lets `time` pass while both are served.
void pass(std::chrono::nanoseconds time, Animation& animation, TestClient& client, MovingCursor& cursor)
{
    auto const end = std::chrono::steady_clock::now() + time;
    std::ignore = until([&] {
        animation.turn();
        client.pump();
        cursor.move();
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
    MovingCursor cursor;
    pass(500ms, animation, guest.client(), cursor);
    std::ignore = cursor.places();
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
    pass(500ms, animation, guest.client(), cursor);
    auto const to = animation.told().size();
    CHECK(to - from >= 29);
    CHECK(without_gap(animation.told(), from, to));
    CHECK(cursor.places() >= 29);
    CHECK(surface.feedback.size() == before); // it waits
    CHECK(waits_for(vitrail) == "not-signalled");
    CHECK(is(at(5, 230), 255, 0, 0));

    fence.signal();
    pass(40ms, animation, guest.client(), cursor);
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
