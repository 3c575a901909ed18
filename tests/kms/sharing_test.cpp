// Two displays and planes that either may use, one at a time: they hand them to each other without a missing frame, and
// neither stands in the way of the other's mode.

#include "amount.hpp"
#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "pace.hpp"

#include "xdg-shell-client-protocol.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdio>
#include <format>
#include <fstream>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <set>

using namespace vitrail::test;

namespace {

constexpr auto config_file = "/tmp/vitrail-sharing-test.toml";

void configure(std::string_view text)
{
    std::ofstream{config_file} << text;
}

wl_output* output_named(Guest& guest, std::string_view name)
{
    for (auto const& output : guest.client().outputs)
        if (output->name == name)
            return output->c;
    throw std::runtime_error{std::format("there is no output {}", name)};
}

/// A window that fills one display, with up to three films above it that come and go.
class Screen {
public:
    Screen(Guest& guest, std::string name, unsigned seed) : name_{std::move(name)}, guest_{guest}, random_{seed}
    {
        xdg_toplevel_set_fullscreen(window_.toplevel(), output_named(guest, name_));
        guest.turn();
        for (int i = 0; i < 3; ++i) {
            films_.emplace_back(guest.client(), Extent{80, 60}, PixelFormat::Xrgb8888, random_, 4);
            surfaces_.emplace_back(window_.surface()).set_position(20 + i * 90, 40 + i * 50);
        }
        show_next();
    }

    /// Shows the next picture if the one before is on the screen.
    void serve()
    {
        if (surface().feedback.size() < asked_)
            return;
        if (random_() % 40 == 0)
            playing_ = int(random_() % 4);
        show_next();
    }

    void look(Control& control)
    {
        for (auto const& layer : control.layers(name_)) {
            if (layer.on_plane())
                planes.insert(layer.plane);
            ++verdicts[layer.verdict];
        }
    }

    [[nodiscard]] TestSurface& surface() { return window_.surface(); }
    [[nodiscard]] std::string const& name() const { return name_; }

    std::set<unsigned> planes; ///< that were seen in use here
    std::map<std::string, int> verdicts;

private:
    void show_next()
    {
        int i = 0;
        for (auto film = films_.begin(); auto& sub : surfaces_) {
            i++ < playing_ ? film->show_next(sub.surface()) : sub.surface().attach(nullptr);
            sub.surface().commit();
            ++film;
        }
        background_.show_next(surface());
        surface().request_feedback();
        surface().commit();
        ++asked_;
    }

    std::string name_;
    Guest& guest_;
    std::mt19937 random_;
    TestWindow window_{guest_.client(), {.title = name_}};
    Film background_{guest_.client(), {320, 240}, PixelFormat::Xrgb8888, random_, 4};
    std::list<Film> films_;
    std::list<TestSubsurface> surfaces_;
    std::size_t asked_ = 0;
    int playing_ = 3;
};

/// Both displays play until each has shown so many pictures more; `look` is done now and then.
void play(Guest& guest, std::array<Screen*, 2> screens, std::size_t frames, std::function<void()> const& look)
{
    std::size_t const goal = std::max(screens[0]->surface().feedback.size(), screens[1]->surface().feedback.size()) + frames;
    std::size_t looked = 0;
    auto const done = [&] {
        for (auto* screen : screens)
            screen->serve();
        auto const shown = std::min(screens[0]->surface().feedback.size(), screens[1]->surface().feedback.size());
        if (shown / 10 > looked) {
            looked = shown / 10;
            look();
        }
        return shown >= goal;
    };
    if (!guest.until(done, std::chrono::seconds{60 + frames / 30}))
        throw std::runtime_error{"a display shows nothing more"};
}

} // namespace

TEST_CASE("displays that share planes hand them over at full rate, and set their modes freely")
{
    auto const frames = std::size_t(amount(12'000));
    configure("");
    KmsCounter const counter;
    Vitrail vitrail{{"--config", config_file}, counting(counter)};
    Guest guest{vitrail};
    Control control{vitrail};
    Screen left{guest, "Virtual-1", first_seed()}, right{guest, "Virtual-2", first_seed() + 1};
    auto const look = [&] { left.look(control), right.look(control); };
    play(guest, {&left, &right}, 60, look);

    auto const first_left = left.surface().feedback.size() - 1, first_right = right.surface().feedback.size() - 1;
    auto const before = counter.of(vitrail.process().pid());
    play(guest, {&left, &right}, frames, look);
    auto const during = counter.of(vitrail.process().pid()) - before;
    CHECK(longest_wait(std::span{left.surface().feedback}.subspan(first_left)) < one_refresh);
    CHECK(longest_wait(std::span{right.surface().feedback}.subspan(first_right)) < one_refresh);
    CHECK(during.commits_failed == 0);
    CHECK(during.modesets == 0);
    std::set<unsigned> both;
    std::ranges::set_intersection(left.planes, right.planes, std::inserter(both, both.end()));
    std::printf("%zu frames (seed %u): %zu planes were used by both displays; %d times a layer's plane was elsewhere\n", frames,
                first_seed(), both.size(), left.verdicts["plane-elsewhere"] + right.verdicts["plane-elsewhere"]);
    for (auto const* screen : {&left, &right})
        for (auto const& [verdict, times] : screen->verdicts)
            UNSCOPED_INFO(screen->name() << ": " << verdict << ' ' << times << " times");
    CHECK(!both.empty());
    CHECK(left.verdicts["plane-elsewhere"] + right.verdicts["plane-elsewhere"] > 0);

    for (int i = 0; i < amount(40, 4); ++i) {
        std::string_view const mode = i % 2 ? "320x240" : "640x480";
        configure(std::format("[output.Virtual-2]\nmode = '{}@60'\n", mode));
        vitrail.process().send(SIGHUP);
        play(guest, {&left, &right}, 30, look);
        CHECK(kms_state().crtcs.at(1).mode == mode);
    }
    auto const all = counter.of(vitrail.process().pid());
    CHECK(all.modesets_failed == 0);
    CHECK(all.commits_failed == 0);
    CHECK(longest_wait(std::span{left.surface().feedback}.subspan(first_left)) < two_refreshes);
}
