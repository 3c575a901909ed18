// Pictures of the display for others, and colours of the display by others.

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "tool_world.hpp"
#include "wlr-gamma-control-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <filesystem>
#include <random>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

using namespace vitrail::test;

namespace {

constexpr auto clients_own = "XR24";

/// A file name of its own, and no file when it goes.
struct TemporaryPicture {
    std::filesystem::path path
        = std::filesystem::temp_directory_path() / ("vitrail-shot-" + std::to_string(getpid()) + ".png");
    ~TemporaryPicture() { std::filesystem::remove(path); }
};

/// The colour ramps of the display in the hand of a client.
class Ramps {
public:
    explicit Ramps(Guest& guest)
        : guest_{guest}
    {
        auto& client = guest.client();
        guest.turn();
        auto* manager = client.bind<zwlr_gamma_control_manager_v1>(zwlr_gamma_control_manager_v1_interface, 1);
        REQUIRE(manager);
        control_ = zwlr_gamma_control_manager_v1_get_gamma_control(manager, client.outputs.front()->c);
        static constexpr zwlr_gamma_control_v1_listener listener{
            .gamma_size
            = [](void* d, zwlr_gamma_control_v1*, std::uint32_t size) { static_cast<Ramps*>(d)->size = size; },
            .failed = [](void* d, zwlr_gamma_control_v1*) { static_cast<Ramps*>(d)->failed = true; },
        };
        zwlr_gamma_control_v1_add_listener(control_, &listener, this);
        zwlr_gamma_control_manager_v1_destroy(manager);
        guest.turn();
    }
    ~Ramps()
    {
        zwlr_gamma_control_v1_destroy(control_);
        guest_.turn();
    }
    Ramps(Ramps const&) = delete;

    void all_black()
    {
        std::vector<std::uint16_t> const zeros(3 * size);
        auto const bytes = zeros.size() * sizeof(zeros[0]);
        int const fd = memfd_create("ramps", MFD_CLOEXEC);
        REQUIRE(write(fd, zeros.data(), bytes) == ssize_t(bytes));
        zwlr_gamma_control_v1_set_gamma(control_, fd);
        guest_.turn();
        close(fd);
    }

    std::size_t size = 0;
    bool failed = false;

private:
    Guest& guest_;
    zwlr_gamma_control_v1* control_ = nullptr;
};

} // namespace

TEST_CASE("a screenshot is what the display shows, and the window in it stays on its plane")
{
    Vitrail vitrail;
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.fullscreen = true}};
    TestDmabuf picture{guest.client(), window.size(), PixelFormat::Xrgb8888};
    std::mt19937 random{1};
    picture.fill_random(random);
    REQUIRE(until([&] {
        window.surface().attach(&picture);
        guest.present(window.surface());
        return primary_format() == clients_own;
    }));
    TemporaryPicture const shot;
    auto grim = vitrail.client({"grim", shot.path});
    REQUIRE(grim.wait() == 0);
    CHECK(primary_format() == clients_own);
    CHECK(difference(Picture::load_png(shot.path), display_picture()) == std::nullopt);
}

TEST_CASE("a recording is marked for a moment on a display that a window fills, and then that is on its plane again")
{
    ScratchFile const config{"marked.toml", "[privacy]\nmark = true\n"};
    Vitrail vitrail{{"--config", config.path}};
    Guest guest{vitrail};
    TestWindow window{guest.client(), {.fullscreen = true}};
    TestDmabuf picture{guest.client(), window.size(), PixelFormat::Xrgb8888};
    std::mt19937 random{1};
    picture.fill_random(random);
    auto const draw = [&] {
        window.surface().attach(&picture);
        guest.present(window.surface());
    };
    auto const on_plane = [&] {
        draw();
        return primary_format() == clients_own;
    };
    REQUIRE(until(on_plane));
    TemporaryPicture const film;
    auto recorder = vitrail.client({"wf-recorder", "-y", "-m", "rawvideo", "-c", "rawvideo", "-x", "bgr0", "-f", film.path});
    auto const corner = [] {
        auto const shown = display_picture();
        return shown.at(shown.width() - 15, 15);
    };
    auto const pixel = corner();
    CHECK(until([&] {
        draw();
        return corner() != pixel;
    }));
    CHECK(until([&] {
        draw();
        return corner() == pixel;
    }));
    recorder.send(SIGINT);
    recorder.wait();
    CHECK(until(on_plane));
    CHECK(corner() == pixel);
}

TEST_CASE("a program that dims the display dims all of it, and when it ends the colours are back")
{
    Vitrail vitrail;
    auto foot = vitrail.client({"foot", "sh", "-c", "printf '\\033[47mwhite\\n'; cat"});
    REQUIRE(until_lit());
    Guest guest{vitrail};
    {
        Ramps ramps{guest};
        REQUIRE(ramps.size > 0);
        ramps.all_black();
        CHECK(until_dark());
        CHECK_FALSE(ramps.failed);
    }
    CHECK(until_lit());
}
