#include "ordeal.hpp"

#include "memory_use.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t kept_for_next_time = 256 * 1024; // by tables that have grown
constexpr int settling = 10; // refreshes until everything that is kept has been made
constexpr Duration refresh = 20ms; // of the display
constexpr int steps = 20;          // of a refresh, at each of which the victim looks whether it was called back
#ifdef __SANITIZE_ADDRESS__
constexpr Duration longest_turn = 2s; // slower by much, and every allocation a long way
#else
constexpr Duration longest_turn = 100ms;
#endif

} // namespace

Ordeal::Ordeal(ServerSetup const& setup)
    : server_{setup}, victim_{server_.connect()}, window_{std::make_unique<TestWindow>(victim_, WindowSetup{.color = red})}
{
    window_->commits_at_once = false;
    draw();
    pass(settling);
    begin();
}

void Ordeal::begin()
{
    rest();
    window_->surface().feedback.clear();
    drawn_ = 0;
    memory_ = memory_in_use();
    descriptors_ = open_descriptors();
    server_.forget_turns();
}

Ordeal::~Ordeal() = default;

WireClient& Ordeal::offender()
{
    offenders_.push_back(std::make_unique<WireClient>(server_, victim_));
    offenders_.back()->meanwhile = [this] { pass(); };
    return *offenders_.back();
}

void Ordeal::draw()
{
    called_back_ = window_->surface().frames_done;
    window_->surface().request_frame();
    window_->surface().request_feedback();
    window_->draw(drawn_++ % 2 ? red : yellow);
}

void Ordeal::pass(unsigned refreshes)
{
    for (auto step = refreshes * steps; step > 0; --step) {
        server_.advance(refresh / steps);
        if (window_->surface().frames_done != called_back_)
            draw();
    }
}

void Ordeal::rest() { server_.refresh(3); }

void Ordeal::ends_well()
{
    pass(3);
    offenders_.clear();
    server_.settle();
    pass(settling);
    goes_well();
    rest();
    INFO(told_descriptors());
    CHECK(open_descriptors() == descriptors_);
    CHECK(memory_in_use() <= memory_ + memory_ / 10 + kept_for_next_time);
    auto& fresh = server_.connect();
    TestWindow const window{fresh, {.size = {50, 40}, .color = green}};
    server_.refresh(2);
    CHECK(server_.screen().count(green) == 50 * 40);
}

void Ordeal::goes_well() const
{
    CHECK(victim_.alive());
    auto const& seen = window_->surface().feedback;
    CHECK(int(seen.size()) >= drawn_ - 1);
    for (std::size_t i = 1; i < seen.size(); ++i) {
        INFO("picture " << i << " of " << seen.size());
        REQUIRE(seen[i].presented);
        REQUIRE(seen[i].sequence == seen[i - 1].sequence + 1);
    }
    CHECK(std::chrono::duration<double>(server_.longest_turn()).count() < std::chrono::duration<double>(longest_turn).count());
}

WireWindow::WireWindow(WireClient& client, int size)
    : compositor{client.bind(wl_compositor_interface, 6)}
    , shm{client.bind(wl_shm_interface, 1)}
    , wm_base{client.bind(xdg_wm_base_interface, 6)}
    , surface{client.call(compositor, "create_surface")}
    , xdg{client.call(wm_base, "get_xdg_surface", {surface})}
    , toplevel{client.call(xdg, "get_toplevel")}
{
    client.call(surface, "commit");
    client.settle();
    client.call(xdg, "ack_configure", {client.last_serial});
    client.call(surface, "attach", {wire_buffer(client, shm, size, size, size * size * 4), 0, 0});
    client.call(surface, "commit");
    client.settle();
}

WireObject wire_buffer(WireClient& client, WireObject const& shm, int width, int height, int bytes, wl_shm_format format)
{
    MemoryFile const memory{bytes};
    auto const pool = client.call(shm, "create_pool", {memory.descriptor(), bytes});
    auto const buffer = client.call(pool, "create_buffer", {0, width, height, width * 4, int(format)});
    client.call(pool, "destroy");
    return buffer;
}

MemoryFile::MemoryFile(long bytes) : fd_{memfd_create("vitrail-test", MFD_CLOEXEC)}
{
    if (fd_ < 0)
        throw std::runtime_error{"no memory file"};
    resize(bytes);
}

MemoryFile::~MemoryFile() { ::close(fd_); }

void MemoryFile::resize(long bytes)
{
    if (ftruncate(fd_, bytes) != 0)
        throw std::runtime_error{"the memory file has no such size"};
}

} // namespace vitrail::test
