#include "input_data.hpp"

#include <algorithm>
#include <fcntl.h>
#include <format>
#include <unistd.h>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

constexpr char const* mime = "text/plain";

}

struct DataListeners {
    static TestSource& source_of(void* data) { return *static_cast<TestSource*>(data); }
    static TestDataDevice& device_of(void* data) { return *static_cast<TestDataDevice*>(data); }

    static constexpr wl_data_source_listener source{
        .target = [](void*, wl_data_source*, char const*) {},
        .send =
            [](void* d, wl_data_source*, char const*, int fd) {
                auto const& text = source_of(d).text_;
                [[maybe_unused]] auto const written = ::write(fd, text.data(), text.size());
                ::close(fd);
            },
        .cancelled = [](void* d, wl_data_source*) { source_of(d).log.emplace_back("cancelled"); },
        .dnd_drop_performed = [](void* d, wl_data_source*) { source_of(d).log.emplace_back("dropped"); },
        .dnd_finished = [](void* d, wl_data_source*) { source_of(d).log.emplace_back("finished"); },
        .action =
            [](void* d, wl_data_source*, std::uint32_t action) {
                source_of(d).log.push_back(std::format("action {}", action));
            },
    };

    static constexpr wl_data_device_listener device{
        .data_offer = [](void* d, wl_data_device*, wl_data_offer* offer) { device_of(d).offers_.push_back(offer); },
        .enter =
            [](void* d, wl_data_device*, std::uint32_t serial, wl_surface* surface, wl_fixed_t, wl_fixed_t,
                wl_data_offer* offer) {
                auto& self = device_of(d);
                self.dragged = offer;
                self.drag_serial = serial;
                self.log.push_back(std::format("enter {}", self.client_.label_of(surface)));
            },
        .leave =
            [](void* d, wl_data_device*) {
                device_of(d).dragged = nullptr;
                device_of(d).log.emplace_back("leave");
            },
        .motion =
            [](void* d, wl_data_device*, std::uint32_t, wl_fixed_t, wl_fixed_t) {
                device_of(d).log.emplace_back("motion");
            },
        .drop =
            [](void* d, wl_data_device*) {
                device_of(d).dropped = device_of(d).dragged;
                device_of(d).log.emplace_back("drop");
            },
        .selection = [](void* d, wl_data_device*, wl_data_offer* offer) { device_of(d).selection = offer; },
    };
};

TestSource::TestSource(TestClient& client, std::string text)
    : text_{std::move(text)}, source_{wl_data_device_manager_create_data_source(client.globals.data_device_manager)}
{
    wl_data_source_add_listener(source_, &DataListeners::source, this);
    wl_data_source_offer(source_, mime);
}

TestSource::~TestSource()
{
    wl_data_source_destroy(source_);
}

void TestSource::offer_actions(std::uint32_t actions)
{
    wl_data_source_set_actions(source_, actions);
}

bool TestSource::saw(std::string const& line) const
{
    return std::ranges::find(log, line) != log.end();
}

TestDataDevice::TestDataDevice(TestClient& client)
    : client_{client},
      device_{wl_data_device_manager_get_data_device(client.globals.data_device_manager, client.globals.seat)}
{
    wl_data_device_add_listener(device_, &DataListeners::device, this);
    client.settle();
}

TestDataDevice::~TestDataDevice()
{
    for (auto* offer : offers_)
        wl_data_offer_destroy(offer);
    wl_data_device_release(device_);
}

std::string TestDataDevice::read(wl_data_offer* offer, char const* type)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return "no pipe";
    wl_data_offer_receive(offer, type, ends[1]);
    wl_display_flush(client_.display());
    ::close(ends[1]);
    client_.settle();
    std::string out(256, '\0');
    auto const got = ::read(ends[0], out.data(), out.size());
    ::close(ends[0]);
    out.resize(got > 0 ? std::size_t(got) : 0);
    return out;
}

bool TestDataDevice::saw(std::string const& line) const
{
    return std::ranges::find(log, line) != log.end();
}

} // namespace vitrail::test
