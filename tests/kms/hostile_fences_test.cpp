// Clients whose buffers never get ready: they wait alone, and not for ever more of them.

#include "amount.hpp"
#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "explicit_sync_client.hpp"
#include "guest.hpp"
#include "late_fence.hpp"
#include "victim.hpp"
#include "writeback.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>

using namespace vitrail::test;

namespace {

constexpr Extent size{100, 80};

/// A window that shows one picture rightly, and has another one.
struct Waiting {
    Guest guest;
    TestDmabuf first, next;
    TestWindow window;
    ExplicitSync sync;

    explicit Waiting(Vitrail const& vitrail)
        : guest{vitrail}
        , first{guest.client(), size, PixelFormat::Xrgb8888}
        , next{guest.client(), size, PixelFormat::Xrgb8888}
        , window{guest.client(), {.size = size, .color = blue}}
        , sync{guest.client(), window.surface()}
    {
        first.fill(blue);
        next.fill(red);
        sync.set_points(1, 2);
        sync.timeline.signal(1);
        window.surface().attach(&first);
        REQUIRE(guest.present(window.surface()).presented);
    }
    void commit(std::uint64_t acquire)
    {
        sync.set_points(acquire, acquire + 1);
        window.surface().attach(&next);
        window.surface().commit();
    }
};

int red_pixels()
{
    auto const seen = display_picture();
    int out = 0;
    for (int y = 0; y < seen.height(); ++y)
        for (int x = 0; x < seen.width(); ++x)
            out += seen.at(x, y) == Rgba{255, 0, 0};
    return out;
}

} // namespace

TEST_CASE("a picture whose acquire point nobody ever gives a fence waits alone, and goes with its client")
{
    Vitrail vitrail;
    Victim victim{vitrail};
    victim.draw();
    auto const descriptors = open_descriptors(vitrail);
    for (int i = 0; i < amount(100, 5); ++i) {
        Waiting bad{vitrail};
        for (std::uint64_t commit = 0; commit < 8; ++commit)
            bad.commit(100 + commit * 2);
        bad.guest.turn();
        CHECK(bad.guest.client().alive());
        victim.draw(10);
        CHECK(red_pixels() == 0);
    }
    victim.draw();
    CHECK(open_descriptors(vitrail) == descriptors);
}

TEST_CASE("who commits ever more behind a point that never signals is ended, and nobody else notices")
{
    Vitrail vitrail;
    Victim victim{vitrail};
    victim.draw();
    auto const descriptors = open_descriptors(vitrail);
    {
        Waiting bad{vitrail};
        LateFence never;
        bad.sync.timeline.set_point(10'000, never);
        int commits = 0;
        while (commits < 10'000 && bad.guest.client().alive()) {
            bad.commit(commits == 0 ? 10'000 : 20'000 + std::uint64_t(commits) * 2);
            if (++commits % 100 == 0) {
                bad.guest.turn();
                victim.draw();
            }
        }
        CHECK_FALSE(bad.guest.client().alive());
        CHECK(commits > 1000); // [limits] waiting-commits
        CHECK(commits < 1300);
    }
    victim.draw(10);
    CHECK(open_descriptors(vitrail) == descriptors);
}
