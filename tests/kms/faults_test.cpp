// A display that fails to show what its test allowed: the picture stays right and complete, and the display is left in
// peace for a while.

#include "client_window.hpp"
#include "control.hpp"
#include "crc.hpp"
#include "guest.hpp"
#include "knob.hpp"
#include "client_dmabuf.hpp"
#include "pace.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <list>

using namespace vitrail::test;

namespace {

constexpr int settling = 60, watched = 120; // frames

/// Three opaque pictures that change with each frame, between two contents.
class Scene {
public:
    explicit Scene(Vitrail const& vitrail) : guest{vitrail}
    {
        guest.turn();
        std::mt19937 random{1};
        for (auto* pictures : {&first_, &second_, &third_})
            for (auto& p : *pictures)
                p.fill_random(random);
        second_surface_.set_position(20, 20);
        third_surface_.set_position(150, 100);
    }

    /// Shows frame number `n` and gives its checksum.
    std::uint32_t show(Crc& crc, int n)
    {
        auto const i = std::size_t(n % 2);
        for (auto [surface, pictures] : {std::pair{&second_surface_, &second_}, std::pair{&third_surface_, &third_}}) {
            surface->surface().attach(&(*pictures)[i]);
            surface->surface().commit();
        }
        root.surface().attach(&first_[i]);
        auto const sequence = std::uint32_t(guest.present(root.surface()).sequence);
        for (;;)
            if (auto const frame = crc.next(); frame.number == sequence)
                return frame.value;
    }

    Guest guest;
    TestWindow root{guest.client(), {.size = {320, 240}, .fullscreen = true}};

private:
    using Pictures = std::array<TestDmabuf, 2>;
    Pictures pictures(Extent size)
    {
        return {TestDmabuf{guest.client(), size, PixelFormat::Xrgb8888}, TestDmabuf{guest.client(), size, PixelFormat::Xrgb8888}};
    }

    Pictures first_ = pictures({320, 240}), second_ = pictures({160, 120}), third_ = pictures({100, 80});
    TestSubsurface second_surface_{root.surface()}, third_surface_{root.surface()};
};

struct Fault {
    char const* name;
    std::vector<std::pair<std::string, std::string>> knobs;
};

long complaints(Vitrail const& vitrail)
{
    auto const log = const_cast<Vitrail&>(vitrail).process().output();
    long lines = 0;
    for (auto const word : {"error: ", "warning: "})
        for (auto at = log.find(word); at != std::string::npos; at = log.find(word, at + 1))
            ++lines;
    return lines;
}

} // namespace

TEST_CASE("a display that fails in the commit loses no frame and changes no picture")
{
    auto const fault = GENERATE(Fault{"once", {{"fail_over_planes", "1"}, {"fail_commit", "1"}}},
                                Fault{"always, with more than one plane", {{"fail_over_planes", "1"}, {"fail_commit", "-1"}}},
                                Fault{"always, with more than two planes", {{"fail_over_planes", "2"}, {"fail_commit", "-1"}}},
                                Fault{"always, for clients' format", {{"fail_format", "XR24"}, {"fail_commit", "-1"}}});
    CAPTURE(fault.name);
    Vitrail vitrail;
    Scene scene{vitrail};
    Control control{vitrail};
    Crc crc;
    control.use_planes("none");
    std::uint32_t const composed[] = {scene.show(crc, 0), scene.show(crc, 1)};
    control.use_planes("all");
    for (int i = 0; i < settling; ++i)
        REQUIRE(scene.show(crc, i) == composed[i % 2]);
    INFO(told(control.layers()));
    REQUIRE(std::ranges::count_if(control.layers(), &LayerPath::on_plane) == 3);

    auto const before = complaints(vitrail);
    auto const first = scene.root.surface().feedback.size() - 1;
    bool quarantined = false;
    {
        std::list<Knob> knobs;
        for (auto const& [name, value] : fault.knobs)
            knobs.emplace_back(name, value);
        for (int i = 0; i < watched; ++i) {
            CHECK(scene.show(crc, i) == composed[i % 2]);
            quarantined |= std::ranges::contains(control.layers(), "quarantined", &LayerPath::verdict);
        }
        INFO("with the fault:\n" << told(control.layers()));
        CHECK(quarantined);
    }
    auto const& feedback = scene.root.surface().feedback;
    CHECK(longest_wait(std::span{feedback}.subspan(first)) < one_refresh);
    CHECK(complaints(vitrail) - before <= 4);
}
