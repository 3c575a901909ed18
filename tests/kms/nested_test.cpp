// Vitrail as a window of another compositor: the host gets the buffers of Vitrail's clients as they are.
//
// The client is weston-simple-egl, whose picture is 250x250: nobody else makes buffers of that size.

#include "client_film.hpp"
#include "client_window.hpp"
#include "control.hpp"
#include "guest.hpp"
#include "until.hpp"
#include "vitrail.hpp"

#include <catch2/catch_test_macros.hpp>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;

/// A running weston.
class Host {
public:
    explicit Host(std::vector<std::string> const& options) : process_{command(options)}
    {
        if (!until([] { return std::filesystem::exists(folder() / "host"); }, patience))
            throw std::runtime_error{"weston serves no clients: " + process_.output()};
    }
    /// The environment of a program that shall be its client.
    [[nodiscard]] static Process::Environment client() { return {{"WAYLAND_DISPLAY", "host"}, {"WAYLAND_DEBUG", "client"}}; }

private:
    [[nodiscard]] static std::filesystem::path folder() { return std::getenv("XDG_RUNTIME_DIR"); }
    [[nodiscard]] static std::vector<std::string> command(std::vector<std::string> const& options)
    {
        std::filesystem::remove(folder() / "host"); // an earlier one's
        auto const file = folder() / "weston.ini";
        std::ofstream{file} << "[core]\nrequire-input=false\nidle-time=0\n";
        std::vector<std::string> out{"weston", "--config=" + file.string(), "--socket=host"};
        out.insert(out.end(), options.begin(), options.end());
        return out;
    }

    Process process_;
};

/// How often a program of which `log` is the protocol trace attached a dmabuf of this size to a sub-surface.
int attached_to_subsurfaces(std::string const& log, std::string const& size)
{
    std::regex const parts{R"(buffer_params_v1#\d+\.create\((\d+, \d+),)" // 1: a size
                           R"(|\.created\(new id (wl_buffer#\d+)\))"       // 2: the buffer of that size
                           R"(|get_subsurface\(new id wl_subsurface#\d+, (wl_surface#\d+),)"
                           R"(|(wl_surface#\d+)\.attach\((wl_buffer#\d+),)"};
    std::set<std::string> buffers, subsurfaces;
    std::string created;
    int count = 0;
    for (std::sregex_iterator it{log.begin(), log.end(), parts}, end; it != end; ++it) {
        auto const& found = *it;
        if (found[1].matched)
            created = found[1];
        else if (found[2].matched && created == size)
            buffers.insert(found[2]);
        else if (found[3].matched)
            subsurfaces.insert(found[3]);
        else if (found[4].matched)
            count += subsurfaces.contains(found[4]) && buffers.contains(found[5]);
    }
    return count;
}

} // namespace

TEST_CASE("a GL client's own buffers reach the host session as sub-surfaces, at its full rate")
{
    Host host{{"--backend=headless", "--renderer=gl", "--width=1280", "--height=800"}};
    Vitrail vitrail{{"--backend", "wayland"}, Host::client()};
    auto client = vitrail.client({"weston-simple-egl"}, {{"WAYLAND_DEBUG", ""}});
    auto const count = [&] { return attached_to_subsurfaces(vitrail.process().output(), "250, 250"); };
    REQUIRE(until([&] { return count() > 0; }, patience, 500ms));
    auto const before = count();
    CHECK(until([&] { return count() > before + 200; }, 4s, 1s));
    CHECK(client.running());
    client.send(SIGTERM);
    CHECK(client.wait().has_value());
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("a GL client's own buffers get through a nested Vitrail and its host to a plane of the display")
{
    Host host{{"--backend=drm"}};
    Vitrail vitrail{{"--backend", "wayland"}, Host::client()};
    auto client = vitrail.client({"weston-simple-egl"}, {{"WAYLAND_DEBUG", ""}});
    auto const on_plane = [] {
        auto const planes = kms_state().shown();
        return std::ranges::any_of(planes, [](auto const& p) { return p.fb.width == 250 && p.fb.height == 250; });
    };
    CHECK(until(on_plane, patience, 100ms));
    CHECK(client.running());
    client.send(SIGTERM);
    CHECK(client.wait().has_value());
    CHECK(until([&] { return !on_plane(); }, patience, 100ms));
    CHECK(vitrail.stop() == 0);
}

TEST_CASE("what reaches over the edge of a nested Vitrail's window is composed, and says so; the host would not cut it off")
{
    Host host{{"--backend=headless", "--renderer=gl", "--width=1280", "--height=800"}};
    Vitrail vitrail{{"--backend", "wayland"}, Host::client()};
    Guest guest{vitrail};
    Control control{vitrail};
    std::mt19937 random{1};
    TestWindow window{guest.client(), {.size = {320, 240}, .color = grey, .fullscreen = true}};
    TestSubsurface wide{window.surface()};
    wide.set_desync();
    Film film{guest.client(), {1400, 60}, PixelFormat::Xrgb8888, random, 4};
    wide.set_position(-700, 30);
    window.surface().commit();
    for (int i = 0; i < 90; ++i) {
        film.show_next(wide.surface());
        wide.surface().commit();
        guest.present(wide.surface());
    }
    auto const layers = control.layers("WL-1");
    INFO(told(layers));
    auto const found = std::ranges::find(layers, "subsurface", &LayerPath::role);
    REQUIRE(found != layers.end());
    CHECK(found->verdict == "out-of-screen");
}
