#pragma once

#include "context.hpp"

#include <utility>

namespace vitrail {

/// The name of a GL object, which ends with it. The context must be current then, or lost.
template <auto Delete> class GlName {
public:
    GlName() = default;
    explicit GlName(GLuint name) : name_{name} {}
    GlName(GlName&& other) noexcept : name_{std::exchange(other.name_, 0)} {}
    GlName& operator=(GlName other) noexcept
    {
        std::swap(name_, other.name_);
        return *this;
    }
    ~GlName()
    {
        if (name_)
            Delete(name_);
    }

    [[nodiscard]] GLuint get() const { return name_; }
    explicit operator bool() const { return name_ != 0; }

private:
    GLuint name_ = 0;
};

namespace gl {

inline void delete_texture(GLuint n) { glDeleteTextures(1, &n); }
inline void delete_buffer(GLuint n) { glDeleteBuffers(1, &n); }
inline void delete_array(GLuint n) { glDeleteVertexArrays(1, &n); }
inline void delete_sampler(GLuint n) { glDeleteSamplers(1, &n); }
inline void delete_query(GLuint n) { glDeleteQueries(1, &n); }
inline void delete_program(GLuint n) { glDeleteProgram(n); }
inline void delete_shader(GLuint n) { glDeleteShader(n); }

using Texture = GlName<delete_texture>;
using Buffer = GlName<delete_buffer>;
using VertexArray = GlName<delete_array>;
using Sampler = GlName<delete_sampler>;
using Query = GlName<delete_query>;
using Program = GlName<delete_program>;
using Shader = GlName<delete_shader>;

/// `make(glGenTextures)`
template <class Name> [[nodiscard]] Name make(void (*generate)(GLsizei, GLuint*))
{
    GLuint n = 0;
    generate(1, &n);
    return Name{n};
}

} // namespace gl

} // namespace vitrail
