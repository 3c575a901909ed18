#pragma once

#include "base/slot.hpp"
#include "frame/content.hpp"
#include "objects.hpp"
#include "yuv_layout.hpp"

#include <memory>
#include <unordered_map>

struct wlr_dmabuf_attributes;

namespace vitrail {

/// The planes of one YUV buffer as textures. They alias its memory.
struct YuvPicture {
    YuvLayout layout;
    GLuint luma = 0, chroma = 0, chroma_2 = 0;
    float chroma_scale_x = 1, chroma_scale_y = 1; ///< luma's texture coordinates to chroma's
};

/// Imports YUV buffers plane by plane, because no driver lets us say which conversion it should do. What was imported is
/// kept as long as the buffer lives.
class YuvTextures {
public:
    explicit YuvTextures(GlesContext const& context);
    ~YuvTextures();

    /// Which formats and layouts in memory can be imported so.
    [[nodiscard]] FormatSet const& formats() const { return formats_; }
    /// The planes of `content`, with what is in them now; null when the driver does not take them. The context must be
    /// current. Valid until the next call into wlroots.
    [[nodiscard]] YuvPicture const* get(Content const& content);

private:
    class Import;

    [[nodiscard]] FormatSet importable() const;
    [[nodiscard]] std::unique_ptr<Import> import(wlr_buffer& buffer, YuvLayout const& layout);

    GlesContext const& context_;
    FormatSet formats_;
    std::unordered_map<wlr_buffer const*, std::unique_ptr<Import>> imports_;
};

} // namespace vitrail
