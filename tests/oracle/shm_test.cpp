// What it costs to show shared memory with a GPU's renderer: bytes that are copied. In the test bed, because that needs GLES,
// and the kernel's udmabuf.

#include "output/output.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace vitrail;
using namespace vitrail::test;

namespace {

constexpr Extent size{200, 150};
constexpr auto all_bytes = std::uint64_t(size.width) * size.height * 4;
constexpr Argb colours[] = {red, blue};

/// A screen on which everything is composed, and a window that its client draws into two buffers in turn.
struct Desktop {
    explicit Desktop(TestBuffer::Memory memory, bool import = true)
        : server{{.display = {.direct_scanout = false, .overlays = 0}, .config = {.import_shm = import}}}, memory{memory}
    {
        REQUIRE(server.output().composed_with().starts_with("GLES 3"));
        server.refresh(4);
    }

    /// Shows the next of both.
    void turn()
    {
        auto const i = std::size_t(turns++ % 2);
        window.surface().attach(&buffers[i]);
        window.surface().commit();
        server.refresh(2);
        INFO("picture " << turns << ": " << server.screen());
        CHECK(server.screen().count(colours[i]) == size.width * size.height);
    }
    [[nodiscard]] std::uint64_t copied() { return server.output().compose_stats().bytes_copied; }

    TestServer server;
    TestBuffer::Memory memory;
    TestClient& client{server.connect()};
    int turns = 0;
    std::array<TestBuffer, 2> buffers{TestBuffer{client, size, colours[0], memory}, TestBuffer{client, size, colours[1], memory}};
    TestWindow window{client, {.size = size, .paint = [this](TestWindow& w) {
        w.surface().attach(&buffers[std::size_t(turns++ % 2)]);
        w.surface().commit();
    }}};
};

} // namespace

TEST_CASE("shared memory that cannot shrink is not copied when its client draws into two buffers in turn")
{
    Desktop desktop{TestBuffer::Memory::Sealed};
    desktop.turn();
    desktop.turn();
    auto const copied = desktop.copied();
    CHECK(copied <= 2 * all_bytes); // as long as nobody knows that both will be used again
    for (int i = 0; i < 20; ++i)
        desktop.turn();
    CHECK(desktop.copied() == copied);
    for (auto const& buffer : desktop.buffers)
        CHECK(buffer.releases() >= 10); // each goes back when the other one is shown
}

TEST_CASE("what a client draws into shared memory that is read in place is what is shown")
{
    Desktop desktop{TestBuffer::Memory::Sealed};
    for (int i = 0; i < 4; ++i)
        desktop.turn();
    auto const copied = desktop.copied();
    auto& next = desktop.buffers[0]; // the other one is shown
    next.fill(20, 10, 30, 40, green);
    desktop.window.surface().attach(&next);
    desktop.window.surface().commit();
    desktop.server.refresh(2);
    auto const seen = desktop.server.screen();
    CHECK(seen.count(green) == 30 * 40);
    CHECK(seen.count(red) == size.width * size.height - 30 * 40);
    CHECK(seen.box_of(green).x == seen.box_of(red).x + 20);
    CHECK(seen.box_of(green).y == seen.box_of(red).y + 10);
    CHECK(desktop.copied() == copied);
}

TEST_CASE("a client that draws into one buffer gets it back at once, copied")
{
    Desktop desktop{TestBuffer::Memory::Sealed};
    desktop.turn();
    auto& only = desktop.buffers[1];
    for (unsigned i = 0; i < 5; ++i) {
        auto const copied = desktop.copied();
        auto const releases = only.releases();
        desktop.window.surface().attach(&only);
        desktop.window.surface().commit();
        desktop.server.refresh(2);
        CHECK(only.releases() == releases + 1);
        CHECK(desktop.copied() == copied + all_bytes);
    }
}

TEST_CASE("of shared memory that could shrink the rows that changed are copied, once")
{
    Desktop desktop{TestBuffer::Memory::Ordinary};
    desktop.turn();
    auto copied = desktop.copied();
    desktop.turn();
    CHECK(desktop.copied() == copied + all_bytes);
    copied = desktop.copied();
    auto& shown = desktop.buffers[std::size_t((desktop.turns - 1) % 2)];
    shown.fill(0, 30, size.width, 7, green);
    desktop.window.surface().attach_only(shown);
    desktop.window.surface().damage(0, 30, size.width, 7);
    desktop.window.surface().commit();
    desktop.server.refresh(2);
    CHECK(desktop.server.screen().count(green) == size.width * 7);
    CHECK(desktop.copied() == copied + std::uint64_t(size.width) * 7 * 4);
    desktop.server.refresh(10);
    CHECK(desktop.copied() == copied + std::uint64_t(size.width) * 7 * 4);
}

TEST_CASE("a user can have shared memory copied")
{
    Desktop desktop{TestBuffer::Memory::Sealed, false};
    for (int i = 0; i < 4; ++i) {
        auto const copied = desktop.copied();
        desktop.turn();
        CHECK(desktop.copied() == copied + all_bytes);
    }
}

TEST_CASE("a client that goes while its memory is read in place leaves nothing behind")
{
    TestServer server{{.display = {.direct_scanout = false, .overlays = 0}}};
    auto& client = server.connect();
    TestWindow window{client, {.size = size, .color = red}};
    {
        TestBuffer a{client, size, red, TestBuffer::Memory::Sealed}, b{client, size, blue, TestBuffer::Memory::Sealed};
        for (int i = 0; i < 6; ++i) {
            window.surface().attach(i % 2 ? &a : &b);
            window.surface().commit();
            server.refresh(2);
        }
        CHECK(server.screen().count(red) == size.width * size.height);
    } // the client destroys both, one of them on the screen
    server.refresh(3);
    CHECK(server.screen().count(red) == size.width * size.height);
    window.unmap();
    server.refresh(3);
    CHECK(server.screen().count(red) == 0);
}
