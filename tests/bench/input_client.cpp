// input-client PRESSES: how long it takes from a key that goes down to the picture that its client draws for it, on whatever
// compositor WAYLAND_DISPLAY is, with a keyboard of its own (uinput).
//
// The picture counts when the display's checksum changes: the kernel sums what it shows, so nobody's word is taken for it.
// Prints a line for each press: milliseconds to the refresh of which the sum is the first with the new picture.

#include "client_seat.hpp"
#include "client_window.hpp"
#include "crc.hpp"
#include "uinput.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <linux/input-event-codes.h>
#include <mutex>
#include <optional>
#include <poll.h>
#include <random>
#include <stdexcept>
#include <stop_token>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <wayland-client.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

using namespace vitrail::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

int connect_to_server()
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    auto const *runtime = std::getenv("XDG_RUNTIME_DIR"), *name = std::getenv("WAYLAND_DISPLAY");
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", runtime, name);
    int const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{std::string{"no compositor at "} + address.sun_path};
    return fd;
}

/// When the refresh of a number was or will be.
class Refreshes {
public:
    Refreshes() : card_{open("/dev/dri/card0", O_RDWR | O_CLOEXEC)}
    {
        if (auto* const resources = drmModeGetResources(card_.get())) {
            crtc_ = resources->crtcs[0];
            drmModeFreeResources(resources);
        }
        auto const [first, then] = now();
        std::this_thread::sleep_for(500ms);
        auto const [last, end] = now();
        period_ = double((end - then).count()) / double(last - first);
    }

    [[nodiscard]] std::chrono::nanoseconds time_of(std::uint32_t number)
    {
        auto const [sequence, when] = now();
        auto const apart = std::int32_t(number - std::uint32_t(sequence));
        return when + std::chrono::nanoseconds{std::int64_t(apart * period_)};
    }

private:
    struct Refresh {
        std::uint64_t number;
        std::chrono::nanoseconds when;
    };
    [[nodiscard]] Refresh now() const
    {
        std::uint64_t sequence = 0, ns = 0;
        if (drmCrtcGetSequence(card_.get(), crtc_, &sequence, &ns) != 0)
            throw std::runtime_error{"the display tells no refreshes"};
        return {sequence, std::chrono::nanoseconds{ns}};
    }

    vitrail::Fd card_;
    std::uint32_t crtc_ = 0;
    double period_ = 0;
};

/// The newest checksum, read as it comes.
class Watch {
public:
    Watch()
        : reader_{[this](std::stop_token const& stop) {
            while (!stop.stop_requested()) {
                auto const frame = crc_.next();
                std::lock_guard const lock{mutex_};
                if (!changed_ && frame.value != last_)
                    changed_ = frame.number;
                last_ = frame.value;
            }
        }}
    {
    }
    /// From now on the next other sum counts.
    void begin()
    {
        std::lock_guard const lock{mutex_};
        changed_.reset();
    }
    /// The number of the first refresh with another sum.
    [[nodiscard]] std::optional<std::uint32_t> changed()
    {
        std::lock_guard const lock{mutex_};
        return changed_;
    }

private:
    Crc crc_;
    std::mutex mutex_;
    std::uint32_t last_ = 0;
    std::optional<std::uint32_t> changed_ = 0;
    std::jthread reader_;
};

/// A window that changes its colour with each key that goes down.
class Reacting {
public:
    Reacting() : client_{connect_to_server(), [this] { turn(); }}
    {
        client_.settle();
        for (auto const end = Clock::now() + 5s; !client_.globals.seat && Clock::now() < end; turn())
            std::this_thread::sleep_for(10ms); // weston has a seat when it has found a keyboard
        if (!client_.globals.seat)
            throw std::runtime_error{"the compositor has no seat"};
        window_.emplace(client_, WindowSetup{.size = {320, 240}, .fullscreen = true});
        seat_.emplace(client_);
        turn();
    }

    /// Serves the connection for a while, or until `done`.
    bool serve(std::chrono::nanoseconds limit, auto const& done)
    {
        for (auto const end = Clock::now() + limit; Clock::now() < end;) {
            if (done())
                return true;
            pollfd readable{.fd = wl_display_get_fd(client_.display()), .events = POLLIN, .revents = 0};
            timespec const moment{.tv_sec = 0, .tv_nsec = 200'000};
            ppoll(&readable, 1, &moment, nullptr);
            client_.pump();
            if (!client_.alive())
                throw std::runtime_error{"the compositor ended the connection"};
            react();
        }
        return done();
    }

private:
    void turn()
    {
        for (int i = 0; i < 3 && client_.alive(); ++i)
            wl_display_roundtrip(client_.display());
    }
    void react()
    {
        if (std::ranges::none_of(seat_->take(), [](auto const& line) { return line == "key 30 down"; }))
            return;
        window_->draw(++drawn_ % 2 ? blue : red);
        wl_display_flush(client_.display());
    }

    TestClient client_;
    std::optional<TestWindow> window_;
    std::optional<TestSeat> seat_;
    unsigned drawn_ = 0;
};

int run(int presses)
{
    static_assert(KEY_A == 30);
    VirtualKeyboard const keyboard;
    Reacting program;
    program.serve(500ms, [] { return false; });
    Watch watch;
    Refreshes refreshes;
    std::mt19937 random{1};
    auto const changed = [&] { return watch.changed().has_value(); };
    auto const press = [&]() -> std::optional<double> {
        program.serve(std::chrono::microseconds{100'000 + random() % 50'000}, [] { return false; });
        watch.begin();
        auto const start = Clock::now().time_since_epoch();
        keyboard.press(KEY_A);
        bool const seen = program.serve(1s, changed);
        keyboard.release(KEY_A);
        if (!seen)
            return std::nullopt;
        return std::chrono::duration<double, std::milli>{refreshes.time_of(*watch.changed()) - start}.count();
    };
    for (int i = 0; i < 10; ++i) // until the keyboard is known, and the compositor has learnt what it learns
        std::ignore = press();
    for (int i = 0; i < presses; ++i) {
        auto const ms = press();
        if (!ms)
            throw std::runtime_error{"a key changed nothing"};
        std::printf("%.3f\n", *ms);
        std::fflush(stdout);
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc > 1 ? std::atoi(argv[1]) : 50);
    } catch (std::exception const& error) {
        std::fprintf(stderr, "input-client: %s\n", error.what());
        return 1;
    }
}
