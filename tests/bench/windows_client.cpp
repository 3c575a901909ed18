// windows-client ARRANGEMENT N FRAMES: N pictures of which ten change at each refresh, on whatever compositor
// WAYLAND_DISPLAY is.
//
//   windows  windows, where the compositor puts them
//   tiles    sub-surfaces of one window that fills the screen, side by side, so that all can be seen
//
// Prints `start` when everything has settled and `end N NANOSECONDS` after N refreshes more, and waits for a line on stdin
// after each: the moments to read counters.

#include "client_window.hpp"
#include "real_client.hpp"

#include <array>
#include <deque>
#include <string_view>

using namespace vitrail::test;

namespace {

constexpr Extent picture{48, 40};
constexpr int changing = 10, columns = 80;
constexpr int settling = 60; // refreshes

class Arrangement {
public:
    Arrangement(TestClient& client, std::string_view name, int count) : client_{client}
    {
        if (name == "windows")
            for (int i = 0; i < count; ++i)
                add_window();
        else if (name == "tiles")
            for (int i = 0; i < count; ++i)
                add_tile(i);
        else
            throw std::runtime_error{"there is no arrangement " + std::string{name}};
        if (ground_)
            ground_->surface().commit();
    }

    /// Commits the next picture of the last ten; the topmost one asks to be told.
    void show()
    {
        odd_ = !odd_;
        for (auto* surface : last_)
            surface->attach(&pictures_[odd_]);
        last_.back()->request_feedback();
        for (auto* surface : last_)
            surface->commit();
    }

    [[nodiscard]] TestSurface& told() { return *last_.back(); }

private:
    void add_window()
    {
        auto& window = windows_.emplace_back(client_, WindowSetup{.size = picture, .paint = [this](TestWindow& w) {
            w.surface().attach(&pictures_[0]);
            w.surface().commit();
        }});
        note(window.surface());
    }

    /// Spread evenly, and those that change among the others.
    void add_tile(int i)
    {
        if (!ground_)
            ground_.emplace(client_, WindowSetup{.color = grey, .fullscreen = true});
        auto& tile = tiles_.emplace_back(ground_->surface());
        int const place = i * 997 % (columns * columns * 2 / 3);
        tile.set_position(place % columns * picture.width, place / columns * picture.height);
        tile.set_desync();
        tile.surface().attach(&pictures_[0]);
        tile.surface().commit();
        note(tile.surface());
    }

    void note(TestSurface& surface)
    {
        last_.push_back(&surface);
        if (last_.size() > changing)
            last_.pop_front();
    }

    TestClient& client_;
    std::array<TestBuffer, 2> pictures_{TestBuffer{client_, picture, red}, TestBuffer{client_, picture, blue}};
    bool odd_ = false;
    std::optional<TestWindow> ground_;
    std::deque<TestWindow> windows_;
    std::deque<TestSubsurface> tiles_;
    std::deque<TestSurface*> last_;
};

void play(RealClient& client, Arrangement& arrangement, int frames)
{
    for (int i = 0; i < frames; ++i) {
        auto const before = arrangement.told().feedback.size();
        arrangement.show();
        client.await_feedback(arrangement.told(), before);
    }
}

int run(std::string_view name, int count, int frames)
{
    RealClient client;
    Arrangement arrangement{*client, name, count};
    play(client, arrangement, settling);
    pause_at("start");
    auto const first = arrangement.told().feedback.back().when_ns;
    play(client, arrangement, frames);
    pause_at("end " + std::to_string(frames) + ' ' + std::to_string(arrangement.told().feedback.back().when_ns - first));
    std::_Exit(0); // taking thousands of windows away one by one is not measured
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4)
        return std::fprintf(stderr, "windows-client ARRANGEMENT N FRAMES\n"), 2;
    try {
        return run(argv[1], std::atoi(argv[2]), std::atoi(argv[3]));
    } catch (std::exception const& error) {
        return std::fprintf(stderr, "windows-client: %s\n", error.what()), 1;
    }
}
