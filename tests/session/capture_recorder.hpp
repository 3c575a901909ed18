#pragma once

#include "base/region.hpp"
#include "client_buffer.hpp"
#include "session_picture.hpp"

#include <cstdint>
#include <memory>

struct ext_image_capture_source_v1;
struct ext_image_copy_capture_frame_v1;
struct ext_image_copy_capture_manager_v1;
struct ext_image_copy_capture_session_v1;

namespace vitrail::test {

inline constexpr std::uint32_t with_cursor = 1; // EXT_IMAGE_COPY_CAPTURE_MANAGER_V1_OPTIONS_PAINT_CURSORS

/// A program that records into shared memory, one frame at a time.
class Recorder {
public:
    /// Records the client's nth output.
    explicit Recorder(TestClient& client, std::uint32_t options = 0, std::size_t output = 0);
    /// Records what `source` is; owns it.
    Recorder(TestClient& client, ext_image_capture_source_v1* source);
    Recorder(Recorder const&) = delete;
    Recorder& operator=(Recorder const&) = delete;
    ~Recorder();

    /// Asks for the next picture, which comes when there is something new.
    void ask();
    /// Asks, and tells whether it came at once.
    [[nodiscard]] bool capture();
    /// The picture that came last.
    [[nodiscard]] Screen picture() const;

    Extent size;
    bool has_alpha = false; ///< ARGB8888 is wanted, else XRGB8888
    bool ready = false, failed = false, stopped = false;
    Region<OutputPx> damage; ///< of the frame asked for last
    std::uint32_t transform = 99;

private:
    friend struct RecorderListeners;
    void start(std::uint32_t options);
    void drop_frame();

    TestClient& client_;
    ext_image_copy_capture_manager_v1* manager_;
    ext_image_capture_source_v1* source_;
    ext_image_copy_capture_session_v1* session_;
    ext_image_copy_capture_frame_v1* frame_ = nullptr;
    std::unique_ptr<TestBuffer> buffer_;
};

} // namespace vitrail::test
