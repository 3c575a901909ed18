#pragma once

#include "base/result.hpp"
#include "objects.hpp"

#include <array>
#include <string_view>

namespace vitrail {

/// Where a quad's pixels come from.
enum class Source {
    Colour,
    Texture,
    External, ///< a texture that only the driver can read
    Yuv,      ///< three textures
};

/// Which of our shaders draws a quad. Of a texture, opaque and not faded, it is the shortest: one read.
struct Shading {
    Source source = Source::Colour;
    bool opaque = false; ///< a picture without alpha, or whose alpha counts for nothing
    bool faded = false;  ///< a picture that is translucent as a whole
    bool looked = false; ///< with a LayerLook

    static constexpr std::size_t count = 32;
    [[nodiscard]] std::size_t index() const
    {
        return std::size_t(source) * 8 + (looked ? 4 : 0) + (opaque ? 2 : 0) + (faded ? 1 : 0);
    }
    friend bool operator==(Shading const&, Shading const&) = default;
};

/// A program of ours and where its uniforms are; -1 for those that it has not.
struct GlesProgram {
    gl::Program program;
    GLint alpha = -1;
    GLint chroma_scale = -1, from_luma = -1, from_chroma = -1, from_chroma_2 = -1, offset = -1; // Yuv
    GLint look_window = -1, look = -1; // with a look
};

/// All of our programs, compiled at start, so that a driver that cannot take them is known before anything is drawn.
class GlesPrograms {
public:
    /// `units`: how many textures one draw call may read.
    [[nodiscard]] static Result<GlesPrograms> build(int units);

    [[nodiscard]] GlesProgram const& operator[](Shading s) const { return programs_[s.index()]; }

private:
    std::array<GlesProgram, Shading::count> programs_; // by Shading::index; those that no quad needs are empty
};

} // namespace vitrail
