// Clients that hand over buffers which are not what they say, on a display that would show them without a copy.

#include "client_window.hpp"
#include "guest.hpp"
#include "strange_dmabuf.hpp"
#include "victim.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <chrono>
#include <drm_fourcc.h>
#include <iterator>
#include <thread>
#include <wayland-client.h>

using namespace vitrail::test;
using namespace std::chrono_literals;

namespace {

constexpr Extent whole{320, 240}, part{100, 80};

StrangeDmabuf const strange_table[]{
    {"a file that is shorter than its picture", {.file = DmabufFile::Dmabuf, .bytes = 4096}},
    {"a file that ends in the last row", {.file = DmabufFile::Dmabuf, .bytes = 320 * 4 * 236}},
    {"a picture that begins beyond its file", {.offset = 1U << 30}},
    {"a picture that begins so late that its end is beyond the file", {.offset = 320 * 4 * 100}},
    {"an offset that overflows", {.offset = UINT32_MAX - 3}},
    {"rows of no length", {.stride = 0}},
    {"rows that end within a pixel", {.stride = 320 * 4 + 1}},
    {"rows shorter than the picture", {.stride = 320 * 4 - 4}},
    {"long rows, one a pixel after the other, in one page", {.size = {8192, 1024}, .stride = 4, .bytes = 4096}},
    {"video whose second plane is not there", {.format = DRM_FORMAT_NV12, .stride = 320, .planes = 2, .bytes = 320 * 240}},
    {"rows of four billion bytes", {.stride = UINT32_MAX}},
    {"four planes where there is one", {.planes = 4}},
    {"a picture without its first plane", {.first_plane = 1}},
    {"video without its second plane", {.format = DRM_FORMAT_NV12, .stride = 320}},
    {"video with odd sizes", {.format = DRM_FORMAT_NV12, .size = {319, 239}, .stride = 320, .planes = 2}},
    {"a file of ordinary memory", {.file = DmabufFile::Memory}},
    {"a socket", {.file = DmabufFile::Socket}},
    {"a folder", {.file = DmabufFile::Folder}},
    {"the display's own device", {.file = DmabufFile::Device}},
    {"a pipe", {.file = DmabufFile::Pipe}},
    {"a modifier that nobody knows", {.modifier = 0x00ffffffffffff00ULL}},
    {"a format that nobody knows", {.format = 0x21212121}},
    {"65535 pixels in one row", {.size = {65'535, 1}, .stride = 65'535 * 4}},
    {"65535 rows of one pixel", {.size = {1, 65'535}, .stride = 4}},
    {"65535 rows of one pixel, far apart", {.size = {1, 65'535}, .stride = 64, .bytes = 65'535 * 64}},
    {"no size", {.size = {0, 0}}},
    {"sizes below zero", {.size = {-1, -1}}},
};

} // namespace

TEST_CASE("a dmabuf that is not what it says is refused, or shown as far as it goes, and harms nobody")
{
    auto const& strange = strange_table[GENERATE(range(std::size_t{0}, std::size(strange_table)))];
    bool const immediately = GENERATE(true, false);
    INFO(strange.what << (immediately ? ", immediately" : ", when it is ready"));
    Vitrail vitrail;
    Victim victim{vitrail};
    victim.draw();
    auto const before = open_descriptors(vitrail);
    {
        Guest bad{vitrail};
        TestWindow window{bad.client(), {.size = whole}};
        StrangeBuffer const buffer{bad, strange, immediately};
        for (int i = 0; i < 4 && buffer.c() && bad.client().alive(); ++i) { // composed, and on a plane if it may
            wl_surface_attach(window.surface().c(), buffer.c(), 0, 0);
            window.surface().damage(0, 0, 70'000, 70'000);
            window.surface().commit();
            bad.turn();
            std::this_thread::sleep_for(17ms);
        }
        victim.draw();
    }
    victim.draw(10);
    CHECK(open_descriptors(vitrail) == before);
    Guest fresh{vitrail};
    TestWindow window{fresh.client(), {.size = part, .color = red}};
    CHECK(fresh.present(window.surface()).presented);
    CHECK(vitrail.stop() == 0);
}
