#pragma once

#include "client_buffer.hpp"

#include <memory>
#include <vector>

struct zwlr_screencopy_frame_v1;
struct zwlr_screencopy_manager_v1;

namespace vitrail::test {

/// A screenshot of the client's first output in the old way (wlr-screencopy): asked for when it is made, there once it is
/// ready.
class Screencopy {
public:
    Screencopy(TestClient& client, bool cursor);
    Screencopy(Screencopy const&) = delete;
    Screencopy& operator=(Screencopy const&) = delete;
    ~Screencopy();

    [[nodiscard]] Extent size() const { return size_; }
    /// Opaque, row by row.
    [[nodiscard]] std::vector<Argb> pixels() const;

    bool ready = false, failed = false;

private:
    friend struct ScreencopyListener;

    TestClient& client_;
    zwlr_screencopy_manager_v1* manager_;
    zwlr_screencopy_frame_v1* frame_;
    Extent size_;
    std::uint32_t format_ = 0; // of wl_shm, one of eight bits each
    std::unique_ptr<TestBuffer> buffer_;
};

} // namespace vitrail::test
