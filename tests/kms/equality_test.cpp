// Planes or composition: nobody sees which. Every frame of random scenes is shown by planes and shown again composed, and
// the kernel's checksum of what the display shows is the same. VITRAIL_FULL=1 shows 1,000 scenes of RGB and 500
// of each other kind, otherwise a twentieth; the seed is VITRAIL_SEED.
//
// Where the display works with more bits than the renderer, pictures may differ by a step, and are compared pixel by pixel:
// YUV, and pictures that are faded as a whole.

#include "amount.hpp"
#include "control.hpp"
#include "crc.hpp"
#include "random_scene.hpp"
#include "until.hpp"
#include "writeback.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <format>

using namespace vitrail::test;

namespace {

int const scenes = amount(1000);

/// A Vitrail with a fullscreen window to show scenes on, and what they found.
struct Stage {
    Vitrail vitrail;
    Guest guest{vitrail};
    Control control{vitrail};
    TestWindow root{guest.client(), {.size = {320, 240}, .fullscreen = true}};
    int eligible = 0, on_planes = 0, moving_on_planes = 0;

    /// Shows a frame and gives the number of the refresh that shows it.
    std::uint64_t show(RandomScene& scene, int frame)
    {
        scene.draw(frame);
        auto const told = guest.present(root.surface());
        if (!told.presented)
            throw std::runtime_error{"a frame was not shown"};
        return told.sequence;
    }

    /// Shows a picture that fills the screen, until nobody has a hand in it any more.
    void read_by_the_display(TestDmabuf const& picture)
    {
        control.use_planes("all");
        if (!until([&] {
                root.surface().attach(&picture);
                guest.present(root.surface());
                return control.layers().back().on_plane();
            }))
            throw std::runtime_error{"the display does not read it:\n" + told(control.layers())};
    }

    /// Every dmabuf that can be seen could be on a plane: there are enough, and they can do all that scenes ask for.
    void count_planes(int frame)
    {
        auto const layers = control.layers();
        auto const on = int(std::ranges::count_if(layers, &LayerPath::on_plane));
        if (frame == RandomScene::frames - 1)
            moving_on_planes += on;
        if (frame != RandomScene::still_frames - 1)
            return;
        eligible += int(std::ranges::count(layers, "dmabuf", &LayerPath::memory));
        on_planes += on;
    }

    void tell(std::string_view what) const
    {
        std::printf("%s (seed %u): %d of %d layers on planes, %d while moving\n", std::string{what}.c_str(), first_seed(),
                    on_planes, eligible, moving_on_planes);
    }
};

/// The checksum of the refresh number `sequence`.
std::uint32_t sum_of(Crc& crc, std::uint64_t sequence)
{
    for (;;)
        if (auto const frame = crc.next(); frame.number == std::uint32_t(sequence))
            return frame.value;
        else if (std::int32_t(frame.number - std::uint32_t(sequence)) > 0)
            throw std::runtime_error{"the checksum of a frame is lost"};
}

std::vector<std::uint32_t> sums(Stage& stage, Crc& crc, RandomScene& scene, bool planes)
{
    stage.control.use_planes(planes ? "all" : "none");
    std::vector<std::uint32_t> out;
    for (int i = 0; i < RandomScene::frames; ++i) {
        out.push_back(sum_of(crc, stage.show(scene, i)));
        if (planes)
            stage.count_planes(i);
    }
    return out;
}

std::vector<Picture> pictures(Stage& stage, RandomScene& scene, bool planes, int frames = RandomScene::frames)
{
    stage.control.use_planes(planes ? "all" : "none");
    std::vector<Picture> out;
    for (int i = 0; i < frames; ++i) {
        stage.show(scene, i);
        out.push_back(display_picture());
        if (planes)
            stage.count_planes(i);
    }
    return out;
}

/// In what frame `frame` differs, for a person.
std::string explain(Stage& stage, RandomScene& scene, int frame)
{
    auto const with = pictures(stage, scene, true, frame + 1).back();
    auto const way = told(stage.control.layers());
    auto const without = pictures(stage, scene, false, frame + 1).back();
    return difference(with, without).value_or("(not in 8 bits, or not again)") + "\n" + way;
}

/// Half as many scenes as of the exact kind; pictures may differ by what the scene says.
void compare_pictures(Stage& stage, RandomScene::Kind kind)
{
    for (int i = 0; i < scenes / 2; ++i) {
        auto const seed = first_seed() * 10'000 + unsigned(kind) * 1'000 + unsigned(i);
        RandomScene scene{stage.root, seed, kind};
        auto const with = pictures(stage, scene, true), without = pictures(stage, scene, false);
        for (int frame = 0; frame < RandomScene::frames; ++frame)
            if (auto const d = difference(with[std::size_t(frame)], without[std::size_t(frame)], scene.tolerance()))
                FAIL(std::format("scene {}, frame {}: {}\nonce more: {}\n{}", i, frame, *d, explain(stage, scene, frame),
                                 scene.description()));
    }
}

} // namespace

TEST_CASE("composed pictures of RGB are, bit for bit, what they are by definition")
{
    constexpr std::array looked_at{0, 1, RandomScene::frames - 1}; // all of it, then what changed, then what moved
    Stage stage;
    Crc crc;
    std::vector<std::unique_ptr<TestDmabuf>> references;
    for ([[maybe_unused]] int const frame : looked_at)
        references.push_back(std::make_unique<TestDmabuf>(stage.guest.client(), Extent{320, 240}, PixelFormat::Xrgb8888));
    for (int i = 0; i < scenes; ++i) {
        std::vector<std::uint32_t> composed, wanted;
        std::string description;
        stage.control.use_planes("none");
        {
            RandomScene scene{stage.root, first_seed() * 10'000 + unsigned(i), RandomScene::Kind::Rgb};
            description = scene.description();
            for (std::size_t n = 0; n < looked_at.size(); ++n) {
                composed.push_back(sum_of(crc, stage.show(scene, looked_at[n])));
                scene.paint_reference(looked_at[n], *references[n]);
            }
        }
        stage.read_by_the_display(*references[0]);
        for (auto const& reference : references) {
            stage.root.surface().attach(reference.get());
            wanted.push_back(sum_of(crc, stage.guest.present(stage.root.surface()).sequence));
        }
        INFO(std::format("scene {}\n{}", i, description));
        CHECK(composed == wanted);
    }
}

TEST_CASE("RGB pictures, opaque or translucent, look the same on planes and composed, in every frame")
{
    Stage stage;
    Crc crc;
    for (int i = 0; i < scenes; ++i) {
        auto const seed = first_seed() * 10'000 + unsigned(i);
        RandomScene scene{stage.root, seed, RandomScene::Kind::Rgb};
        auto const with = sums(stage, crc, scene, true), without = sums(stage, crc, scene, false);
        auto const [a, b] = std::ranges::mismatch(with, without);
        if (a == with.end())
            continue;
        auto const frame = int(a - with.begin());
        FAIL(std::format("scene {}, frame {}: {}\n{}", i, frame, explain(stage, scene, frame), scene.description()));
    }
    stage.tell("RGB");
    CHECK(stage.on_planes * 2 >= stage.eligible);
}

TEST_CASE("pictures that are faded as a whole look the same on planes and composed, but for rounding")
{
    Stage stage;
    compare_pictures(stage, RandomScene::Kind::Faded);
    stage.tell("faded");
    CHECK(stage.on_planes * 2 >= stage.eligible);
}

TEST_CASE("YUV pictures look the same on planes and composed, but for rounding")
{
    Stage stage;
    compare_pictures(stage, RandomScene::Kind::Yuv);
    stage.tell("YUV");
    CHECK(stage.on_planes * 2 >= stage.eligible);
}
