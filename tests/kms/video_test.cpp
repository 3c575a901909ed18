// What planes are for: a video plays, something lies above it, the pointer is there, and nothing is composed.

#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "knob.hpp"
#include "pace.hpp"
#include "uinput.hpp"
#include "until.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr int settling = 60, watched = 600; // frames

/// A window with a video, a translucent panel above a part of that, and the pointer.
class Player {
public:
    /// A size of the video that is not the screen's: it plays in a window.
    explicit Player(Extent video, Process::Environment const& environment = {}) : vitrail{{}, environment}, video_size_{video}
    {
        guest.turn();
        panel_picture_.fill(0x80402010);
        auto& panel = panel_.surface();
        panel_.set_position(video.width / 4, video.height / 2);
        panel.attach(&panel_picture_);
        panel.commit();
        video_.set_desync();
        window_.surface().commit(); // from here on it has sub-surfaces
        play(1);
        show_pointer();
        play(settling);
    }

    /// Shows so many pictures of the video, one a refresh, and gives when they were shown.
    std::span<Feedback const> play(int frames)
    {
        auto& surface = video_.surface();
        auto const before = surface.feedback.size();
        for (int i = 0; i < frames; ++i) {
            film_.show_next(surface);
            guest.present(surface);
        }
        return std::span{surface.feedback}.subspan(before);
    }

    [[nodiscard]] LayerPath video() { return layer([&](auto const& l) { return l.format == "NV12"; }); }
    [[nodiscard]] LayerPath pointer() { return layer([](auto const& l) { return l.is_cursor(); }); }
    [[nodiscard]] long composed_layers()
    {
        return std::ranges::count_if(control.layers(), [](auto const& l) { return !l.on_plane(); });
    }

    Vitrail vitrail;
    Guest guest{vitrail};
    Control control{vitrail};

private:
    [[nodiscard]] bool fills_screen() const { return video_size_ == Extent{320, 240}; }

    LayerPath layer(auto const& wanted)
    {
        auto const layers = control.layers();
        auto const found = std::ranges::find_if(layers, wanted);
        return found == layers.end() ? LayerPath{} : *found;
    }

    void show_pointer()
    {
        if (!until([&] { // until libinput has found the device
                mouse_.move(1, 1);
                play(1);
                return pointer().is_cursor();
            }))
            throw std::runtime_error{"there is no pointer"};
    }

    Extent video_size_;
    std::mt19937 random_{1};
    VirtualMouse mouse_;
    TestWindow window_{guest.client(), {.size = {280, 200}, .color = grey, .fullscreen = fills_screen()}};
    TestSubsurface video_{window_.surface()}, panel_{window_.surface()};
    Film film_{guest.client(), video_size_, PixelFormat::Nv12, random_};
    TestDmabuf panel_picture_{guest.client(), {100, 40}, PixelFormat::Argb8888};
};

/// All of it is on planes, and stays there for as long as it is watched.
void check_no_composition(Player& player)
{
    INFO(told(player.control.layers()));
    CHECK(player.video().on_plane());
    CHECK(player.pointer().on_plane());
    auto const before = player.control.counts();
    auto const shown = player.play(watched);
    auto const after = player.control.counts();
    CHECK(after.passes == before.passes);
    CHECK(after.commits - before.commits == watched);
    CHECK(longest_wait(shown) < one_refresh);
}

} // namespace

TEST_CASE("a video that covers the screen, a translucent panel above it and the pointer cost no composition")
{
    Player player{{320, 240}};
    check_no_composition(player);
}

TEST_CASE("a video in a window, below a translucent panel, costs no composition")
{
    Player player{{200, 150}};
    check_no_composition(player);
}

TEST_CASE("a plane that is lost while a video plays costs one layer its plane, and no frame")
{
    Player player{{200, 150}};
    INFO(told(player.control.layers()));
    auto const plane = player.video().plane;
    REQUIRE(plane != 0);
    auto const composed = player.composed_layers();
    auto const used = kms_state().shown().size();
    Knob const fewer{"max_planes", std::to_string(used - 1)};
    auto const shown = player.play(settling);
    INFO("later:\n" << told(player.control.layers()));
    CHECK(player.video().plane == plane);
    CHECK(player.composed_layers() == composed + 1);
    CHECK(longest_wait(shown) < two_refreshes);
    auto const before = player.control.counts();
    CHECK(longest_wait(player.play(settling)) < one_refresh);
    CHECK(player.control.counts().passes == before.passes);
}
