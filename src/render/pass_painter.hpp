#pragma once

#include "painter.hpp"

struct wlr_render_pass;
struct wlr_renderer;

namespace vitrail {

class TextureCache;

/// Paints with wlroots' render pass: pixman, Vulkan, and GLES 2 that is too old for our shaders.
class PassPainter final : public Painter {
public:
    PassPainter(wlr_renderer& renderer, TextureCache& textures);

    [[nodiscard]] Painted paint(wlr_buffer& target, std::span<Stroke const> strokes) override;
    [[nodiscard]] YuvSupport const& yuv() const override { return yuv_; }
    [[nodiscard]] std::uint64_t draws() const override { return draws_; }

private:
    void add(wlr_render_pass* pass, Stroke const& stroke, wlr_buffer const& target);

    wlr_renderer& renderer_;
    TextureCache& textures_;
    YuvSupport yuv_;
    std::uint64_t draws_ = 0;
};

} // namespace vitrail
