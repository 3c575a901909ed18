// An application as a kiosk's tests need one: kiosk-application COLOUR_FILE
//
// Fills the screen with the colour that the file names (RRGGBB), and says "application PID" when that was taken up. It ends
// with status 42 as soon as there is no output any more, which no application shall ever see.

#include "client.hpp"
#include "client_window.hpp"
#include "vitrail.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>
#include <wayland-client.h>

using namespace vitrail::test;

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    std::string colour;
    std::getline(std::ifstream{argv[1]}, colour);
    auto const socket = std::string{std::getenv("XDG_RUNTIME_DIR")} + "/" + std::getenv("WAYLAND_DISPLAY");
    TestClient* self = nullptr;
    TestClient client{connect_to(socket), [&] {
        for (int i = 0; i < 3 && self && self->alive(); ++i)
            wl_display_roundtrip(self->display());
    }};
    self = &client;
    client.settle();
    TestWindow const window{client, {.color = 0xff000000 | Argb(std::stoul(colour, nullptr, 16))}};
    client.settle();
    std::printf("application %d\n", int(::getpid()));
    std::fflush(stdout);
    while (wl_display_dispatch(client.display()) >= 0)
        if (std::ranges::none_of(client.outputs, [](auto const& output) { return !output->gone; }))
            return 42;
    return 1;
}
