// A picture that fades out over the one that takes its place, against mixtures made here; and that nothing is left of it.

#include "output/output.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "xdg-shell-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cmath>
#include <format>
#include <utility>
#include <vector>

using namespace vitrail;
using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr int lasts = 200; // ms: ten refreshes
constexpr Extent small{100, 80};

int channel(Argb pixel, int shift) { return int(pixel >> shift & 0xff); }

/// A window that is red when it is small, and blue when it fills the screen.
struct Desktop {
    explicit Desktop(int cross_fade) : server{{.config = {.looks = {.cross_fade = cross_fade}}}} { server.refresh(4); }

    void maximise(bool on)
    {
        (on ? xdg_toplevel_set_maximized : xdg_toplevel_unset_maximized)(window.toplevel());
        server.settle();
    }
    [[nodiscard]] Verdict verdict()
    {
        auto const rows = server.output().placements().rows();
        auto const row = std::ranges::find(rows, Size<BufferPx>{window.size().width, window.size().height}, &Placements::Row::buffer);
        return row == rows.end() ? Verdict::SolidColor : row->placement.verdict;
    }

    TestServer server;
    TestClient& client{server.connect()};
    TestWindow window{client, {.size = small, .paint = [](TestWindow& w) {
        w.surface().show(w.size(), w.size() == small ? red : blue);
    }}};
};

/// Everything is as `expected` has it for (x, y) when so much is left of the past, from 1 to 0.
template <class F> void compare(Screen const& seen, double left, F const& expected)
{
    for (int y = 0; y < seen.height; ++y)
        for (int x = 0; x < seen.width; ++x) {
            auto const [was, is] = expected(x, y);
            for (int const shift : {0, 8, 16}) {
                double const wanted = channel(was, shift) * left + channel(is, shift) * (1 - left);
                if (std::abs(wanted - channel(seen.at(x, y), shift)) > 1)
                    FAIL(std::format("{:08x} at {},{}, where {:.2f} of {:08x} should lie over {:08x}", seen.at(x, y), x, y, left, was, is));
            }
        }
}

} // namespace

TEST_CASE("a window that is made larger changes at once when nobody wants a cross-fade")
{
    Desktop desktop{0};
    desktop.maximise(true);
    desktop.server.refresh(2);
    CHECK(desktop.server.screen().count(blue) == 320 * 240);
    CHECK(desktop.server.output().compose_stats().looks == 0);
}

TEST_CASE("what a window showed fades out over its picture in another size")
{
    Desktop desktop{lasts};
    desktop.server.refresh(2);
    desktop.maximise(true);
    double before = 1;
    int mixtures = 0;
    for (int i = 0; i < 14; ++i) {
        desktop.server.refresh();
        auto const seen = desktop.server.screen();
        double const left = channel(seen.at(1, 1), 16) / 255.0;
        CHECK(left <= before);
        double const most = before == 1 ? 0.22 : 0.12; // it began up to a refresh before its first frame did
        CHECK((left == 0 || left == before || before - left < most)); // evenly: a tenth with each refresh
        compare(seen, left, [](int, int) { return std::pair{red, blue}; });
        mixtures += left > 0 && left < 1;
        before = left;
    }
    CHECK(mixtures >= 8);
    CHECK(before == 0);
}

TEST_CASE("a window's cross-fade is composed, with the reason, and its plane is back when it is over")
{
    Desktop desktop{lasts};
    desktop.server.refresh(40); // nothing changes any more
    desktop.maximise(true);
    desktop.server.refresh(4);
    CHECK(desktop.verdict() == Verdict::Look);
    CHECK(desktop.server.output().compose_stats().looks > 0);
    for (int i = 0; i < 40; ++i) { // a plane is for what changes
        desktop.window.draw(blue);
        desktop.server.refresh();
    }
    CHECK(desktop.verdict() == Verdict::OnPlane);
    desktop.server.refresh(4);
    auto const commits = desktop.server.display().commits(), looks = desktop.server.output().compose_stats().looks;
    desktop.server.advance(10s);
    CHECK(desktop.server.display().commits() == commits);
    CHECK(desktop.server.output().compose_stats().looks == looks);
}

TEST_CASE("a window that is closed in the middle of its cross-fade leaves nothing behind")
{
    Desktop desktop{lasts};
    desktop.maximise(true);
    desktop.server.refresh(4);
    desktop.window.unmap();
    desktop.server.refresh(3);
    CHECK(desktop.server.screen().count(black) == 320 * 240);
}

TEST_CASE("a client gets the buffer of its past back when that has faded")
{
    Desktop desktop{lasts};
    desktop.server.refresh(4);
    auto& first = desktop.window.surface().show(small, red);
    desktop.server.refresh(4);
    auto const before = first.releases();
    desktop.maximise(true);
    desktop.server.refresh(4);
    CHECK(first.releases() == before);
    desktop.server.refresh(14);
    CHECK(first.releases() == before + 1);
}

TEST_CASE("edges that are drawn with the pointer do not fade")
{
    Desktop desktop{lasts};
    Mouse mouse{desktop.server};
    TestSeat seat{desktop.client};
    desktop.server.refresh(2);
    mouse.move_to(110 + 95, 80 + 75);
    mouse.press();
    desktop.server.settle();
    xdg_toplevel_resize(desktop.window.toplevel(), desktop.client.globals.seat, seat.press_serial,
                        XDG_TOPLEVEL_RESIZE_EDGE_BOTTOM_RIGHT);
    desktop.server.settle();
    mouse.move_to(110 + 115, 80 + 95);
    desktop.server.refresh(3);
    CHECK(desktop.window.size() == Extent{120, 100});
    for (auto const& [x, y] : {std::pair{112, 82}, {180, 150}, {228, 84}, {112, 178}}) // not below the cursor
        CHECK(desktop.server.screen().at(x, y) == blue);
}

TEST_CASE("a workspace fades out over the next one, whatever lay above what in it")
{
    Desktop desktop{lasts};
    Keyboard keyboard{desktop.server};
    TestWindow above{desktop.client, {.size = {50, 40}, .color = green}};
    desktop.server.refresh(40);
    auto const was = desktop.server.screen();
    REQUIRE(was.count(green) == 50 * 40);
    REQUIRE(was.at(112, 82) == red);
    keyboard.press(125); // Super+2
    keyboard.tap(3);
    keyboard.release(125);
    TestWindow next{desktop.client, {.size = {200, 10}, .color = white}};
    std::vector<Screen> seen;
    for (int i = 0; i < 14; ++i) {
        desktop.server.refresh();
        seen.push_back(desktop.server.screen());
    }
    auto const& is = seen.back();
    CHECK(is.count(white) == 200 * 10);
    CHECK(is.count(black) == 320 * 240 - 200 * 10);
    double before = 1;
    int mixtures = 0;
    for (std::size_t i = 1; i < seen.size(); ++i) { // in the first one `next` may be missing
        double const left = channel(seen[i].at(112, 82), 16) / 255.0;
        // What was no window does not fade: the background is everybody's.
        compare(seen[i], left, [&](int x, int y) { return std::pair{was.at(x, y) == black ? is.at(x, y) : was.at(x, y), is.at(x, y)}; });
        CHECK(left <= before);
        mixtures += left > 0 && left < 1;
        before = left;
    }
    CHECK(mixtures >= 7);
}
