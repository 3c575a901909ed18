#include "client_screencopy.hpp"

#include "wlr-screencopy-unstable-v1-client-protocol.h"

#include <wayland-client.h>

namespace vitrail::test {

struct ScreencopyListener {
    using Frame = zwlr_screencopy_frame_v1;

    static Screencopy& self(void* data) { return *static_cast<Screencopy*>(data); }

    static constexpr zwlr_screencopy_frame_v1_listener c{
        .buffer =
            [](void* d, Frame*, std::uint32_t format, std::uint32_t width, std::uint32_t height, std::uint32_t) {
                self(d).size_ = {int(width), int(height)};
                self(d).has_alpha_ = format == WL_SHM_FORMAT_ARGB8888;
            },
        .flags = [](void*, Frame*, std::uint32_t) {},
        .ready = [](void* d, Frame*, std::uint32_t, std::uint32_t, std::uint32_t) { self(d).ready = true; },
        .failed = [](void* d, Frame*) { self(d).failed = true; },
        .damage = [](void*, Frame*, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t) {},
        .linux_dmabuf = [](void*, Frame*, std::uint32_t, std::uint32_t, std::uint32_t) {},
        .buffer_done = [](void*, Frame*) {},
    };
};

Screencopy::Screencopy(TestClient& client, bool cursor)
    : client_{client}
{
    client.settle();
    manager_ = client.bind<zwlr_screencopy_manager_v1>(zwlr_screencopy_manager_v1_interface, 3);
    frame_ = zwlr_screencopy_manager_v1_capture_output(manager_, cursor, client.outputs.front()->c);
    zwlr_screencopy_frame_v1_add_listener(frame_, &ScreencopyListener::c, this);
    client.settle();
    if (failed || !client.alive())
        return;
    buffer_ = std::make_unique<TestBuffer>(client, size_, has_alpha_ ? 0 : black);
    zwlr_screencopy_frame_v1_copy(frame_, buffer_->c());
    client.settle();
}

Screencopy::~Screencopy()
{
    zwlr_screencopy_frame_v1_destroy(frame_);
    zwlr_screencopy_manager_v1_destroy(manager_);
    client_.settle();
}

std::vector<Argb> Screencopy::pixels() const
{
    std::vector<Argb> out;
    for (Argb const pixel : buffer_->pixels())
        out.push_back(pixel | 0xff000000U);
    return out;
}

} // namespace vitrail::test
