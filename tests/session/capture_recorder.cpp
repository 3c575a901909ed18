#include "capture_recorder.hpp"

#include "ext-image-capture-source-v1-client-protocol.h"
#include "ext-image-copy-capture-v1-client-protocol.h"

#include <stdexcept>
#include <utility>
#include <wayland-client.h>

namespace vitrail::test {

struct RecorderListeners {
    using u32 = std::uint32_t;
    static Recorder& self(void* data) { return *static_cast<Recorder*>(data); }

    static constexpr ext_image_copy_capture_session_v1_listener session{
        .buffer_size =
            [](void* d, ext_image_copy_capture_session_v1*, u32 width, u32 height) {
                self(d).size = {int(width), int(height)};
            },
        .shm_format = [](void* d, ext_image_copy_capture_session_v1*,
                          u32 format) { self(d).has_alpha = format == WL_SHM_FORMAT_ARGB8888; },
        .dmabuf_device = [](void*, ext_image_copy_capture_session_v1*, wl_array*) {},
        .dmabuf_format = [](void*, ext_image_copy_capture_session_v1*, u32, wl_array*) {},
        .done = [](void*, ext_image_copy_capture_session_v1*) {},
        .stopped = [](void* d, ext_image_copy_capture_session_v1*) { self(d).stopped = true; },
    };
    static constexpr ext_image_copy_capture_frame_v1_listener frame{
        .transform = [](void* d, ext_image_copy_capture_frame_v1*, u32 transform) { self(d).transform = transform; },
        .damage =
            [](void* d, ext_image_copy_capture_frame_v1*, int x, int y, int width, int height) {
                self(d).damage |= Rect<OutputPx>{x, y, width, height};
            },
        .presentation_time = [](void*, ext_image_copy_capture_frame_v1*, u32, u32, u32) {},
        .ready = [](void* d, ext_image_copy_capture_frame_v1*) { self(d).ready = true; },
        .failed = [](void* d, ext_image_copy_capture_frame_v1*, u32) { self(d).failed = true; },
    };
};

Recorder::Recorder(TestClient& client, std::uint32_t options, std::size_t output)
    : client_{client}
{
    client.settle();
    auto* sources = client.bind<ext_output_image_capture_source_manager_v1>(
        ext_output_image_capture_source_manager_v1_interface, 1);
    if (!sources)
        throw std::runtime_error{"displays cannot be captured here"};
    source_ = ext_output_image_capture_source_manager_v1_create_source(sources, client.outputs.at(output)->c);
    ext_output_image_capture_source_manager_v1_destroy(sources);
    start(options);
}

Recorder::Recorder(TestClient& client, ext_image_capture_source_v1* source)
    : client_{client}
    , source_{source}
{
    start(0);
}

void Recorder::start(std::uint32_t options)
{
    manager_ = client_.bind<ext_image_copy_capture_manager_v1>(ext_image_copy_capture_manager_v1_interface, 1);
    if (!manager_)
        throw std::runtime_error{"nothing can be captured here"};
    session_ = ext_image_copy_capture_manager_v1_create_session(manager_, source_, options);
    ext_image_copy_capture_session_v1_add_listener(session_, &RecorderListeners::session, this);
    client_.settle();
}

Recorder::~Recorder()
{
    drop_frame();
    ext_image_copy_capture_session_v1_destroy(session_);
    ext_image_capture_source_v1_destroy(source_);
    ext_image_copy_capture_manager_v1_destroy(manager_);
    client_.settle();
}

void Recorder::drop_frame()
{
    if (auto* frame = std::exchange(frame_, nullptr))
        ext_image_copy_capture_frame_v1_destroy(frame);
}

void Recorder::ask()
{
    drop_frame();
    ready = failed = false;
    damage.clear();
    buffer_ = std::make_unique<TestBuffer>(client_, size, has_alpha ? 0 : black);
    frame_ = ext_image_copy_capture_session_v1_create_frame(session_);
    ext_image_copy_capture_frame_v1_add_listener(frame_, &RecorderListeners::frame, this);
    ext_image_copy_capture_frame_v1_attach_buffer(frame_, buffer_->c());
    ext_image_copy_capture_frame_v1_damage_buffer(frame_, 0, 0, size.width, size.height);
    ext_image_copy_capture_frame_v1_capture(frame_);
    client_.settle();
}

bool Recorder::capture()
{
    ask();
    return ready;
}

Screen Recorder::picture() const
{
    Screen out{buffer_->size().width, buffer_->size().height, {}};
    for (Argb const pixel : buffer_->pixels())
        out.pixels.push_back(pixel | 0xff000000U);
    return out;
}

} // namespace vitrail::test
