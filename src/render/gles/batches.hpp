#pragma once

#include "programs.hpp"
#include "quad.hpp"
#include "yuv_textures.hpp"

#include <optional>
#include <vector>

namespace vitrail {

/// A texture and how it is read.
struct Sampled {
    GLenum target = GL_TEXTURE_2D;
    GLuint texture = 0;
    bool nearest = true;

    friend bool operator==(Sampled const&, Sampled const&) = default;
};

/// What one draw call draws.
struct Batch {
    Shading shading;
    bool blend;
    float alpha = 1; ///< of all its pictures
    std::vector<Sampled> textures; ///< by unit
    std::vector<Quad> quads;
    std::optional<YuvConversion> conversion{}; ///< Source::Yuv
    std::optional<YuvPicture> yuv{};
    std::optional<LayerLook> look{}; ///< Shading::looked
};

/// What a stroke's quads have in common.
struct Manner {
    bool blend = false;
    float alpha = 1;
    LayerLook const* look = nullptr;
};

/// Gathers quads into as few draw calls as their order allows: what replaces is drawn first, and never overlaps, so that
/// its order is free; what is blended keeps its order.
class Batches {
public:
    /// `units`: how many textures one draw call may read.
    explicit Batches(std::size_t units) : units_{units} {}

    void add_colour(Manner const& manner, Quad const& quad);
    void add_picture(Shading shading, Manner const& manner, Sampled const& texture, Quad quad);
    void add_yuv(Manner const& manner, bool nearest, YuvPicture const& picture, YuvConversion conversion, Quad const& quad);

    [[nodiscard]] std::vector<Batch> const& replacing() const { return replacing_; }
    [[nodiscard]] std::vector<Batch> const& blended() const { return blended_; }

private:
    /// The batch that the next quad of this kind may join; null if there is none.
    [[nodiscard]] Batch* open(Shading shading, Manner const& manner);
    Batch& start(Shading shading, Manner const& manner);

    std::size_t units_;
    std::vector<Batch> replacing_, blended_;
    std::array<std::optional<std::size_t>, Shading::count> open_; // of replacing_, by Shading::index
};

} // namespace vitrail
