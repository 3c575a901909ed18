// Programs that look at the desktop and write into it, on a real kernel display: screenshots, recordings, remote views,
// screen keyboards, the clipboard.

#include "tool_world.hpp"
#include "uinput.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <cstring>
#include <iterator>
#include <linux/input-event-codes.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t night = 0x204060, poppy = 0xc02040, leaf = 0x20a040;

/// A terminal that ends when the line "ok" was typed in it. It hides its cursor, which looks different with the focus.
Process terminal(Vitrail const& vitrail)
{
    auto foot = vitrail.client({"foot", "sh", "-c",
        "printf '\\033[?25l\\033[47mready\\n'; until [ \"$line\" = ok ]; do read line; done"});
    REQUIRE(until_lit());
    return foot;
}

/// The part of a picture from (x, y).
Picture cut(Picture const& from, int x, int y, int width, int height)
{
    Picture out{width, height};
    for (int row = 0; row < height; ++row)
        for (int column = 0; column < width; ++column)
            out.set(column, row, from.at(x + column, y + row));
    return out;
}

/// The last picture of a file with nothing but pictures of the display's size, 0xXXRRGGBB each pixel.
Picture last_picture(std::filesystem::path const& file, int width, int height)
{
    std::ifstream in{file, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{in}, {}};
    auto const size = std::size_t(width) * std::size_t(height) * 4;
    REQUIRE(bytes.size() >= size);
    CHECK(bytes.size() % size == 0);
    Picture out{width, height};
    for (std::size_t i = 0; i < size / 4; ++i) {
        std::uint32_t pixel = 0;
        std::memcpy(&pixel, bytes.data() + bytes.size() - size + i * 4, 4);
        out.set(int(i) % width, int(i) / width, rgb(pixel & 0xffffff));
    }
    return out;
}

} // namespace

TEST_CASE("slurp lets the user draw a box, and grim takes a picture of just that")
{
    Vitrail vitrail;
    VirtualTouchScreen const touch{1024, 768};
    ColoredWindow const window{vitrail, poppy, {.size = {300, 200}}};
    auto slurp = vitrail.client({"slurp"});
    CHECK(until([&] { // again, until libinput has found the touch screen and slurp has its overlay
        touch.down(0, 300, 200);
        touch.move(0, 500, 400);
        touch.move(0, 700, 500);
        touch.up(0);
        return !slurp.running();
    }, 10s, a_look));
    REQUIRE(slurp.status() == 0);
    auto const box = slurp.output().substr(0, slurp.output().find('\n'));
    int x = 0, y = 0, width = 0, height = 0;
    REQUIRE(std::sscanf(box.c_str(), "%d,%d %dx%d", &x, &y, &width, &height) == 4);
    CHECK(width > 300);
    REQUIRE(until([&] { return display_picture().at(1, 1) == Rgba{}; }, 10s, a_look)); // slurp's veil is gone
    ScratchFile const shot{"part.png"};
    auto grim = vitrail.client({"grim", "-g", box, shot.path});
    REQUIRE(grim.wait() == 0);
    CHECK(difference(Picture::load_png(shot.path), cut(display_picture(), x, y, width, height)) == std::nullopt);
}

TEST_CASE("wf-recorder records what the display shows")
{
    Vitrail vitrail;
    ColoredWindow film{vitrail, poppy, {.size = {300, 200}}};
    ScratchFile const file{"film.raw"};
    auto recorder = vitrail.client({"wf-recorder", "-y", "-m", "rawvideo", "-c", "rawvideo", "-x", "bgr0", "-f", file.path});
    REQUIRE(until([&] {
        film.window.draw(film.window.size(), 0xff000000U | (shown(poppy) ? leaf : poppy));
        film.guest.present(film.window.surface());
        return std::filesystem::exists(file.path) && std::filesystem::file_size(file.path) > 5U * 1024 * 768 * 4;
    }, 20s, 50ms));
    auto const last = [&] {
        film.window.draw(film.window.size(), 0xff000000U | night);
        film.guest.present(film.window.surface());
        return !recorder.running();
    };
    CHECK_FALSE(until(last, 1s, 50ms));
    recorder.send(SIGINT);
    CHECK(until(last, 10s, 50ms)); // it ends with a picture, so there must be some
    CHECK(recorder.status() == 0);
    CHECK(difference(last_picture(file.path, 1024, 768), display_picture()).value_or("the same") == "the same");
}

TEST_CASE("wayvnc shows the desktop far away, and what is typed there arrives here")
{
    Vitrail vitrail;
    auto foot = terminal(vitrail);
    ScratchFile const socket{"vnc"}, picture{"vnc.ppm"};
    bool const own_seat = GENERATE(false, true);
    auto server = vitrail.client({"wayvnc", own_seat ? "--transient-seat" : "--verbose", "-u", socket.path});
    REQUIRE(until([&] { return std::filesystem::exists(socket.path); }));
    auto const here = display_picture();
    auto viewer = vitrail.client({"python3", VITRAIL_VNC_VIEWER, socket.path, picture.path, "ok"});
    REQUIRE(viewer.wait() == 0);
    CHECK(difference(Picture::load_ppm(picture.path), here).value_or("the same") == "the same");
    CHECK(foot.wait() == 0);
    CHECK(server.running());
}

TEST_CASE("wtype types into the window with the focus")
{
    Vitrail vitrail;
    auto foot = terminal(vitrail);
    auto typist = vitrail.client({"wtype", "ok", "-k", "Return"});
    CHECK(typist.wait() == 0);
    CHECK(foot.wait() == 0);
}

TEST_CASE("wvkbd's keys can be touched, and write into the window with the focus")
{
    Vitrail vitrail;
    VirtualTouchScreen const touch{1024, 768};
    auto foot = vitrail.client({"foot", "bash", "-c", "printf '\\033[47mready\\n'; read -rn1 letter; echo \"$letter\""});
    REQUIRE(until_lit());
    auto keyboard = vitrail.client({"wvkbd-mobintl", "-L", "300", "--bg", "20a040", "--fg", "20a040", "--press", "c02040"});
    REQUIRE(until_shown(leaf, 10'000));
    CHECK(until([&] { // again, until libinput has found the touch screen
        touch.down(0, 480, 768 - 150); // a letter in the middle of it
        touch.up(0);
        return !foot.running();
    }, 10s, a_look));
    CHECK(foot.status() == 0);
}

TEST_CASE("what wl-copy offers wl-paste gets, without any window")
{
    Vitrail vitrail;
    for (std::vector<std::string> const& which : {std::vector<std::string>{}, {"--primary"}}) {
        std::vector<std::string> copy{"wl-copy", "--foreground"}, paste{"wl-paste", "--no-newline"};
        copy.insert(copy.end(), which.begin(), which.end());
        paste.insert(paste.end(), which.begin(), which.end());
        copy.push_back("a word");
        auto owner = vitrail.client(copy);
        CHECK(until([&] {
            auto reader = vitrail.client(paste);
            return reader.wait() == 0 && reader.output() == "a word";
        }, 10s, a_look));
    }
}
