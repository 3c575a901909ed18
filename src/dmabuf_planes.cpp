#include "dmabuf_planes.hpp"

#include "client_hook.hpp"

#include <array>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vitrail {

namespace {

constexpr std::size_t most_planes = 4; // of linux-dmabuf

/// A descriptor that wlroots has. Its number may be another file's by the time we look again.
struct Plane {
    int fd = -1;
    dev_t device = 0;
    ino_t file = 0;

    [[nodiscard]] static Plane of(int fd)
    {
        struct stat is{};
        return fstat(fd, &is) == 0 ? Plane{fd, is.st_dev, is.st_ino} : Plane{};
    }
    [[nodiscard]] bool still_open() const
    {
        auto const now = of(fd);
        return now.fd >= 0 && now.device == device && now.file == file;
    }
};

} // namespace

/// An object that collects planes, as long as it lives.
struct DmabufPlanes::Params {
    Params(DmabufPlanes& of, wl_resource* its) : all{of}, resource{its}
    {
        wl_resource_add_destroy_listener(resource, &gone.listener);
    }
    static void on_gone(wl_listener* listener, void*)
    {
        auto& self = ClientHook<Params>::of(listener);
        for (auto plane = self.count; plane < most_planes; ++plane)
            if (self.planes[plane].still_open())
                ::close(self.planes[plane].fd);
        self.all.all_.erase(self.resource);
    }

    DmabufPlanes& all;
    wl_resource* resource;
    std::array<Plane, most_planes> planes{};
    std::size_t count = 0;
    std::uint64_t modifier = 0;
    bool used = false; // a buffer was asked for: no plane may follow
    ClientHook<Params> gone{*this, on_gone};
};

DmabufPlanes::DmabufPlanes(MessageLog& messages)
{
    auto const watch = [&](std::string_view name, MessageLog::Handler handler) {
        messages.on_request(name, {"zwp_linux_buffer_params_v1"}, std::move(handler));
    };
    watch("add", [this](Message const& message) {
        auto const* const words = message.arguments;
        add(&message.resource, words[0].h, words[1].u, std::uint64_t{words[4].u} << 32 | words[5].u);
    });
    watch("create", [this](Message const& message) { create(&message.resource); });
    watch("create_immed", [this](Message const& message) { create(&message.resource); });
}

DmabufPlanes::~DmabufPlanes() = default;

/// What wlroots refuses it closes itself.
void DmabufPlanes::add(wl_resource* resource, int fd, std::uint32_t plane, std::uint64_t modifier)
{
    auto& params = all_.try_emplace(resource, *this, resource).first->second;
    bool const refused = params.used || plane >= most_planes || params.planes[plane].fd >= 0
        || (params.count > 0 && modifier != params.modifier);
    if (refused)
        return;
    params.planes[plane] = Plane::of(fd);
    params.modifier = modifier;
    ++params.count;
}

void DmabufPlanes::create(wl_resource* resource)
{
    if (auto const found = all_.find(resource); found != all_.end())
        found->second.used = true;
}

} // namespace vitrail
