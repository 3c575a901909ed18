/// Monitors that come and go, EDID, and fences, by libdrm alone.

#include "device.hpp"
#include "knob.hpp"
#include "uevents.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <sys/ioctl.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

namespace vitrail::test {
namespace {

/// The connector as the kernel sees it now; freed with the object.
struct Connector {
    explicit Connector(Kms const& kms, int index = 0)
        : found{drmModeGetConnector(kms.fd(), kms.connector(index))}
    {
        REQUIRE(found);
    }
    ~Connector() { drmModeFreeConnector(found); }
    Connector(Connector const&) = delete;
    Connector& operator=(Connector const&) = delete;

    drmModeConnector* found;
};

TEST_CASE("a monitor is unplugged and plugged in 50 times, and each time announced")
{
    make_device({});
    Kms kms;
    Uevents events;
    for (int i = 0; i < 50; ++i) {
        unplug_display();
        REQUIRE(events.next_hotplug());
        REQUIRE(Connector{kms}.found->connection == DRM_MODE_DISCONNECTED);
        plug_display();
        REQUIRE(events.next_hotplug());
        REQUIRE(Connector{kms}.found->connection == DRM_MODE_CONNECTED);
    }
}

TEST_CASE("a monitor's EDID comes from a file, with its one mode at its exact rate")
{
    auto const file = std::filesystem::temp_directory_path() / "edid";
    Process make{{"sh", "-c", "edid 1920x1080@120 'Great screen' 42 > " + file.string()}};
    REQUIRE(make.wait() == 0);
    make_device({{"VKMS_EDID", file}});
    Kms kms;
    Connector const connector{kms};
    REQUIRE(connector.found->count_modes == 1);
    auto const& mode = connector.found->modes[0];
    CHECK(mode.hdisplay == 1920);
    CHECK(mode.vdisplay == 1080);
    CHECK(mode.clock * 1000.0 / (mode.htotal * mode.vtotal) == 120.0);

    auto* const blob = drmModeGetPropertyBlob(kms.fd(), std::uint32_t(kms.value(kms.connector(), "EDID")));
    REQUIRE(blob);
    std::ifstream in{file, std::ios::binary};
    std::string const written{std::istreambuf_iterator<char>{in}, {}};
    std::string const seen{static_cast<char const*>(blob->data), blob->length};
    drmModeFreePropertyBlob(blob);
    CHECK(seen == written);
}

TEST_CASE("another monitor can be plugged in while the device runs")
{
    make_device({{"VKMS_MODE", "640x480"}});
    Kms kms;
    CHECK(Connector{kms}.found->modes[0].hdisplay == 640);
    Uevents events;
    Process change{{"sh", "-c", "edid 320x240 >/tmp/small && vkms edid 0 /tmp/small"}};
    REQUIRE(change.wait() == 0);
    REQUIRE(events.next_hotplug());
    CHECK(Connector{kms}.found->modes[0].hdisplay == 320);
}

/// A fence that a test signals by hand: the kernel's sw_sync (its interface is in no header for programs).
class Timeline {
public:
    Timeline()
        : fd_{::open("/sys/kernel/debug/sync/sw_sync", O_RDWR | O_CLOEXEC)}
    {
        REQUIRE(fd_);
    }
    /// A fence that signals at the next `signal`.
    [[nodiscard]] Fd fence()
    {
        struct {
            std::uint32_t value;
            char name[32];
            std::int32_t fence;
        } create{.value = ++last_, .name = "test", .fence = -1};
        REQUIRE(ioctl(fd_.get(), _IOWR('W', 0, decltype(create)), &create) == 0);
        return Fd{create.fence};
    }
    void signal()
    {
        std::uint32_t by = 1;
        REQUIRE(ioctl(fd_.get(), _IOW('W', 1, std::uint32_t), &by) == 0);
    }

private:
    Fd fd_;
    std::uint32_t last_ = 0;
};

bool readable(int fd, int milliseconds)
{
    pollfd ready{.fd = fd, .events = POLLIN, .revents = 0};
    return poll(&ready, 1, milliseconds) == 1;
}

TEST_CASE("a flip waits for its fence, and signals its own when it is shown")
{
    make_device({});
    Kms kms;
    KmsBuffer picture{kms, Kms::width, Kms::height, DRM_FORMAT_XRGB8888};
    REQUIRE(kms.light_up(picture) == 0);
    Timeline timeline;
    auto const fence = timeline.fence();
    std::int64_t out = -1;
    REQUIRE(KmsRequest{kms}
                .show(kms.primary(), picture)
                .set(kms.primary(), "IN_FENCE_FD", std::uint64_t(fence.get()))
                .set(kms.crtc(), "OUT_FENCE_PTR", reinterpret_cast<std::uint64_t>(&out))
                .commit(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK)
        == 0);
    Fd const shown{int(out)};
    CHECK_FALSE(readable(kms.fd(), 200));
    CHECK_FALSE(readable(shown.get(), 0));
    timeline.signal();
    CHECK(readable(kms.fd(), 200));
    CHECK(readable(shown.get(), 0));
}

} // namespace
} // namespace vitrail::test
