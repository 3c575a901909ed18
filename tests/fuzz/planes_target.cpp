// Fuzzes the decision about planes: any display, any layers, any answers. The picture stays the composed one.

#include "../unit/planes_random_desk.hpp"
#include "text_input.hpp"

#include <format>

namespace vitrail::test {

namespace {

constexpr int most_frames = 300, frames_between_changes = 10;
std::uint64_t frames = 0, on_planes = 0;

} // namespace

std::string fuzz_one(std::span<std::uint8_t const> input)
{
    RandomDesk desk{Dice{input}};
    for (int frame = 0; frame < most_frames; ++frame) {
        if (frame % frames_between_changes == 0) {
            if (desk.out_of_wishes() && frame > 0)
                break;
            for (int i = 0; i < 3; ++i)
                desk.change();
        }
        desk.frame();
        ++frames;
        for (auto const& placement : desk.last.placements)
            on_planes += placement.plane.has_value();
        if (auto const fault = desk.fault(); !fault.empty())
            return fault + "\n" + desk.describe();
        if (auto const wrong = desk.wrong_pixel(); !wrong.empty())
            return wrong + "\n" + desk.describe();
    }
    return {};
}

std::string summary() { return std::format("{} frames, {} layers on planes", frames, on_planes); }

} // namespace vitrail::test
