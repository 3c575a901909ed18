#pragma once

#include "client_window.hpp"
#include "guest.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <iterator>
#include <string>

namespace vitrail::test {

/// Somebody who draws beside the offender, and has to see each of his pictures. Above all others, by a rule of plain.toml.
class Victim {
public:
    explicit Victim(Vitrail const& vitrail) : guest_{vitrail}, window_{guest_.client(), {.size = {40, 30}, .color = green, .title = "victim"}}
    {
        window_.commits_at_once = false; // or the focus, which goes to and fro, would take the place of pictures
    }

    /// Draws `count` pictures, and looks that they are shown one refresh after the other.
    void draw(int count = 3)
    {
        auto& told = window_.surface().feedback;
        told.clear();
        for (int i = 0; i < count; ++i) {
            window_.surface().request_feedback();
            window_.draw(i % 2 ? green : yellow);
            REQUIRE(guest_.until([&] { return told.size() > std::size_t(i); }));
            REQUIRE(told.back().presented);
            REQUIRE((i == 0 || told[std::size_t(i)].sequence == told[std::size_t(i) - 1].sequence + 1));
        }
        CHECK(guest_.client().alive());
    }

private:
    Guest guest_;
    TestWindow window_;
};

/// Of a Vitrail that runs.
inline int open_descriptors(Vitrail& vitrail)
{
    auto const folder = std::filesystem::path{"/proc"} / std::to_string(vitrail.process().pid()) / "fd";
    return int(std::ranges::distance(std::filesystem::directory_iterator{folder}));
}

} // namespace vitrail::test
