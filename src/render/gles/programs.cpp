#include "programs.hpp"

#include "shaders.hpp"

#include <format>
#include <string>
#include <vector>

namespace vitrail {

namespace {

/// How each Shading is made. shaders/meson.build checks the same ways.
std::string_view fragment_of(Source source)
{
    switch (source) {
    case Source::Colour:   return shaders::colour_frag;
    case Source::Texture:
    case Source::External: return shaders::picture_frag;
    case Source::Yuv:      return shaders::yuv_frag;
    }
    return {};
}

std::string defines_of(Shading const& shading, int units)
{
    auto out = std::format("#define UNITS {}\n", shading.source == Source::Texture ? units : 1);
    if (shading.source == Source::External)
        out += "#define EXTERNAL\n";
    if (shading.opaque)
        out += "#define OPAQUE\n";
    if (shading.faded)
        out += "#define FADED\n";
    if (shading.looked)
        out += "#define LOOK\n";
    return out;
}

std::vector<Shading> all_shadings()
{
    std::vector<Shading> out;
    for (bool const looked : {false, true}) {
        out.push_back({.source = Source::Colour, .looked = looked});
        out.push_back({.source = Source::Yuv, .looked = looked});
        for (auto const source : {Source::Texture, Source::External})
            for (bool const opaque : {false, true})
                for (bool const faded : {false, true})
                    out.push_back({source, opaque, faded, looked});
    }
    return out;
}

template <class Get> std::string log_of(GLuint object, Get get)
{
    std::string text(1000, '\0');
    GLsizei length = 0;
    get(object, GLsizei(text.size()), &length, text.data());
    text.resize(std::size_t(length));
    return text;
}

/// The definitions come right after the first line, which says the version.
Result<gl::Shader> compile(GLenum type, std::string_view source, std::string const& defines)
{
    auto const first_line = source.find('\n') + 1;
    std::string const text = std::string{source.substr(0, first_line)} + defines + std::string{source.substr(first_line)};
    gl::Shader shader{glCreateShader(type)};
    char const* const lines = text.c_str();
    glShaderSource(shader.get(), 1, &lines, nullptr);
    glCompileShader(shader.get());
    GLint ok = 0;
    glGetShaderiv(shader.get(), GL_COMPILE_STATUS, &ok);
    if (!ok)
        return fail("shader", "the driver does not take our shader: {}", log_of(shader.get(), glGetShaderInfoLog));
    return shader;
}

/// Which texture unit each sampler reads never changes.
void fix_units(GLuint program, int units)
{
    glUseProgram(program);
    std::vector<GLint> numbers;
    for (int i = 0; i < units; ++i)
        numbers.push_back(i);
    glUniform1iv(glGetUniformLocation(program, "pictures"), units, numbers.data());
    glUniform1i(glGetUniformLocation(program, "luma"), 0);
    glUniform1i(glGetUniformLocation(program, "chroma"), 1);
    glUniform1i(glGetUniformLocation(program, "chroma_2"), 2);
    glUseProgram(0);
}

Result<GlesProgram> link(gl::Shader const& vertex, Shading shading, int units)
{
    auto const fragment = compile(GL_FRAGMENT_SHADER, fragment_of(shading.source), defines_of(shading, units));
    if (!fragment)
        return std::unexpected{fragment.error()};
    GlesProgram out{.program = gl::Program{glCreateProgram()}};
    GLuint const name = out.program.get();
    glAttachShader(name, vertex.get());
    glAttachShader(name, fragment->get());
    glLinkProgram(name);
    glDetachShader(name, vertex.get());
    glDetachShader(name, fragment->get());
    GLint ok = 0;
    glGetProgramiv(name, GL_LINK_STATUS, &ok);
    if (!ok)
        return fail("shader", "the driver does not take our shader: {}", log_of(name, glGetProgramInfoLog));
    fix_units(name, shading.source == Source::Texture ? units : 1);
    auto const uniform = [&](char const* which) { return glGetUniformLocation(name, which); };
    out.alpha = uniform("alpha");
    out.chroma_scale = uniform("chroma_scale");
    out.from_luma = uniform("from_luma");
    out.from_chroma = uniform("from_chroma");
    out.from_chroma_2 = uniform("from_chroma_2");
    out.offset = uniform("offset");
    out.look_window = uniform("look_window");
    out.look = uniform("look");
    return out;
}

} // namespace

Result<GlesPrograms> GlesPrograms::build(int units)
{
    GlesPrograms out;
    auto const vertex = compile(GL_VERTEX_SHADER, shaders::quad_vert, "");
    if (!vertex)
        return std::unexpected{vertex.error()};
    for (auto const& shading : all_shadings()) {
        auto program = link(*vertex, shading, units);
        if (!program)
            return std::unexpected{program.error()};
        out.programs_[shading.index()] = std::move(*program);
    }
    return out;
}

} // namespace vitrail
