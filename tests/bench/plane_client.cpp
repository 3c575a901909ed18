// plane-client ARRANGEMENT FRAMES: shows what the benchmark `planes` measures, on whatever compositor WAYLAND_DISPLAY is.
//
//   fullscreen  an opaque picture that fills the screen
//   video       an NV12 video in a window that is otherwise still
//   panel       an NV12 video that fills the screen, below a translucent panel
//   windows     six windows
//
// What moves shows a new dmabuf for each refresh. Prints `start` when the picture has settled and `end N NANOSECONDS`
// after N pictures more were shown, and waits for a line on stdin after each: the moments to read counters.

#include "client_dmabuf.hpp"
#include "client_film.hpp"
#include "client_window.hpp"

#include <cstdio>
#include <cstdlib>
#include <list>
#include <map>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <wayland-client.h>

using namespace vitrail::test;

namespace {

constexpr int settling = 120; // pictures

int connect_to_server()
{
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    auto const *runtime = std::getenv("XDG_RUNTIME_DIR"), *name = std::getenv("WAYLAND_DISPLAY");
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s/%s", runtime, name);
    int const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0)
        throw std::runtime_error{std::string{"no compositor at "} + address.sun_path};
    return fd;
}

/// A surface that plays a film in whatever size it is asked for.
class Player {
public:
    Player(TestClient& client, PixelFormat format) : client_{client}, format_{format} {}

    void show(TestSurface& surface, Extent size)
    {
        size = {size.width & ~1, size.height & ~1}; // YUV
        auto found = films_.find({size.width, size.height});
        if (found == films_.end())
            found = films_.try_emplace({size.width, size.height}, client_, size, format_, random_, 4).first;
        found->second.show_next(surface);
    }

private:
    TestClient& client_;
    PixelFormat format_;
    std::mt19937 random_{1};
    std::map<std::pair<int, int>, Film> films_;
};

class Arrangement {
public:
    Arrangement(TestClient& client, std::string_view name) : client_{client}, name_{name}
    {
        if (name_ == "windows") {
            for (int i = 0; i < 6; ++i)
                add_window({160, 120}, false, PixelFormat::Xrgb8888);
        } else if (name_ == "video") {
            still_.emplace(client_, WindowSetup{.size = {440, 300}, .color = grey});
            video_.emplace(still_->surface());
            video_->set_position(60, 40);
            video_->set_desync();
            players_.emplace_back(client_, PixelFormat::Nv12);
            video_size_ = {320, 180};
            still_->surface().commit();
        } else if (name_ == "fullscreen" || name_ == "panel") {
            add_window({320, 240}, true, name_ == "panel" ? PixelFormat::Nv12 : PixelFormat::Xrgb8888);
        } else {
            throw std::runtime_error{"there is no arrangement " + name_};
        }
        if (name_ == "panel")
            add_panel();
    }

    /// Commits the next picture of all that moves; the last one asks to be told.
    void show()
    {
        auto player = players_.begin();
        if (video_)
            return commit(*player, video_->surface(), video_size_, true);
        for (std::size_t i = 0; auto& window : windows_)
            commit(*player++, window.surface(), window.size(), ++i == windows_.size());
    }

    [[nodiscard]] TestSurface& told() { return video_ ? video_->surface() : windows_.back().surface(); }

private:
    void add_window(Extent size, bool fullscreen, PixelFormat format)
    {
        auto& player = players_.emplace_back(client_, format);
        windows_.emplace_back(client_, WindowSetup{.size = size, .fullscreen = fullscreen, .paint = [&player](TestWindow& w) {
            player.show(w.surface(), w.size());
            w.surface().commit();
        }});
    }

    void add_panel()
    {
        panel_.emplace(windows_.front().surface());
        panel_picture_.emplace(client_, Extent{300, 60}, PixelFormat::Argb8888);
        panel_picture_->fill(0x80402010);
        panel_->set_position(40, 300);
        panel_->surface().attach(&*panel_picture_);
        panel_->surface().commit();
    }

    static void commit(Player& player, TestSurface& surface, Extent size, bool tell)
    {
        player.show(surface, size);
        if (tell)
            surface.request_feedback();
        surface.commit();
    }

    TestClient& client_;
    std::string name_;
    std::list<Player> players_;
    std::list<TestWindow> windows_;
    std::optional<TestWindow> still_;
    std::optional<TestSubsurface> video_, panel_;
    std::optional<TestDmabuf> panel_picture_;
    Extent video_size_;
};

/// Shows so many pictures, each when the one before is on the screen.
void play(TestClient& client, Arrangement& arrangement, int frames)
{
    auto& told = arrangement.told().feedback;
    for (int i = 0; i < frames; ++i) {
        auto const before = told.size();
        arrangement.show();
        while (told.size() == before) {
            pollfd readable{.fd = wl_display_get_fd(client.display()), .events = POLLIN, .revents = 0};
            if (!client.pump() && (!client.alive() || poll(&readable, 1, 5000) == 0))
                throw std::runtime_error{"the compositor shows nothing"};
        }
    }
}

void pause_at(std::string const& word)
{
    std::puts(word.c_str());
    std::fflush(stdout);
    char line[16];
    if (!std::fgets(line, sizeof line, stdin))
        std::exit(1);
}

int run(std::string_view name, int frames)
{
    TestClient client{connect_to_server(), [&client] {
        for (int i = 0; i < 3 && client.alive(); ++i)
            wl_display_roundtrip(client.display());
    }};
    client.settle();
    Arrangement arrangement{client, name};
    play(client, arrangement, settling);
    pause_at("start");
    auto const first = arrangement.told().feedback.back().when_ns;
    play(client, arrangement, frames);
    pause_at("end " + std::to_string(frames) + ' ' + std::to_string(arrangement.told().feedback.back().when_ns - first));
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return std::fprintf(stderr, "plane-client ARRANGEMENT FRAMES\n"), 2;
    try {
        return run(argv[1], std::atoi(argv[2]));
    } catch (std::exception const& error) {
        return std::fprintf(stderr, "plane-client: %s\n", error.what()), 1;
    }
}
