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
                self(d).format_ = format;
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
    buffer_ = std::make_unique<TestBuffer>(client, size_, 0, TestBuffer::Memory::Ordinary, format_);
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
    bool const swapped = format_ == WL_SHM_FORMAT_XBGR8888 || format_ == WL_SHM_FORMAT_ABGR8888;
    std::vector<Argb> out;
    for (Argb const p : buffer_->pixels())
        out.push_back(0xff000000U | (swapped ? (p & 0xff) << 16 | (p & 0xff00) | (p >> 16 & 0xff) : p));
    return out;
}

} // namespace vitrail::test
