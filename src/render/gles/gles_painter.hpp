#pragma once

#include "../painter.hpp"
#include "base/result.hpp"
#include "batches.hpp"
#include "gpu_timer.hpp"

#include <memory>

namespace vitrail {

class TextureCache;

/// Paints with our own shaders, on the context and with the textures of wlroots' GLES renderer.
///
/// One buffer of quads for each picture, one draw call for all quads that may go together. Nothing is clipped by GL:
/// quads are the boxes of what is to be painted, so what is hidden is never read.
class GlesPainter final : public Painter {
public:
    /// Fails, with the reason, where the driver cannot do what we need: paint with PassPainter then.
    [[nodiscard]] static Result<std::unique_ptr<GlesPainter>> create(wlr_renderer& renderer, TextureCache& textures);
    ~GlesPainter() override;

    [[nodiscard]] Painted paint(wlr_buffer& target, std::span<Stroke const> strokes) override;
    [[nodiscard]] YuvSupport const& yuv() const override { return yuv_; }
    [[nodiscard]] std::uint64_t draws() const override { return draws_; }
    [[nodiscard]] Fd take_fence() override;
    [[nodiscard]] std::optional<Duration> gpu_time() override;
    [[nodiscard]] bool paints_looks() const override { return true; }

private:
    GlesPainter(std::unique_ptr<GlesContext> context, GlesPrograms programs, TextureCache& textures);

    void add(Batches& batches, Stroke const& stroke, Size<OutputPx> target);
    void add_picture(Batches& batches, Stroke const& stroke, Size<OutputPx> target);
    void begin(wlr_buffer const& target, GLuint framebuffer) const;
    void upload(Batches const& batches) const;
    void draw(Batch const& batch, std::size_t first);
    static void end();

    std::unique_ptr<GlesContext> context_;
    GlesPrograms programs_;
    TextureCache& textures_;
    std::unique_ptr<YuvTextures> yuv_textures_;
    gl::VertexArray array_;
    gl::Buffer quads_;
    gl::Sampler nearest_, linear_;
    bool software_;
    Fd fence_; // of the last pass
    std::unique_ptr<GpuTimer> timer_;
    YuvSupport yuv_;
    std::uint64_t draws_ = 0;
};

} // namespace vitrail
