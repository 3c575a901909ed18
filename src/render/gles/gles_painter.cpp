#include "gles_painter.hpp"

#include "../sampling.hpp"
#include "base/wlr.hpp"
#include "render/texture_cache.hpp"

#include <cstddef>
#include <utility>

namespace vitrail {

namespace {

/// GPUs choose between textures for nothing; a processor would read them all.
constexpr int units_together = 8;

void set_filter(GLuint sampler, GLint filter)
{
    glSamplerParameteri(sampler, GL_TEXTURE_MIN_FILTER, filter);
    glSamplerParameteri(sampler, GL_TEXTURE_MAG_FILTER, filter);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glSamplerParameteri(sampler, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

/// One quad for each box of the stroke, which is part of `whole`.
template <class Add> void for_boxes(Stroke const& stroke, Rect<OutputPx> const& whole, Quad quad, Add const& add)
{
    for (auto const& b : stroke.clip.boxes()) {
        quad.box = within(whole, Region<OutputPx>::from_box(b));
        add(quad);
    }
}

void set_weights(GlesProgram const& program, Batch const& batch)
{
    auto const weights = yuv_weights(batch.yuv->layout, *batch.conversion);
    glUniformMatrix4fv(program.from_luma, 1, GL_FALSE, weights.luma.data());
    glUniformMatrix4fv(program.from_chroma, 1, GL_FALSE, weights.chroma.data());
    glUniformMatrix4fv(program.from_chroma_2, 1, GL_FALSE, weights.chroma_2.data());
    glUniform3fv(program.offset, 1, weights.offset.data());
    glUniform2f(program.chroma_scale, batch.yuv->chroma_scale_x, batch.yuv->chroma_scale_y);
}

void set_look(GlesProgram const& program, LayerLook const& look)
{
    auto const& w = look.window;
    glUniform4f(program.look_window, float(w.x), float(w.y), float(w.right()), float(w.bottom()));
    glUniform3f(program.look, look.corner_radius, 1 - look.dim, look.shadow_reach);
}

void point_at(GLuint index, GLint size, std::size_t offset, std::size_t first)
{
    auto const where = first * sizeof(Quad) + offset;
    glVertexAttribPointer(index, size, GL_FLOAT, GL_FALSE, sizeof(Quad), reinterpret_cast<void const*>(where));
}

} // namespace

Result<std::unique_ptr<GlesPainter>> GlesPainter::create(wlr_renderer& renderer, TextureCache& textures)
{
    char const* why_not = "";
    auto context = GlesContext::open(renderer, why_not);
    if (!context)
        return fail("gles", "{}", why_not);
    CurrentContext const current{context->egl};
    if (!current)
        return fail("gles", "the driver refuses to make the context current");
    auto programs = GlesPrograms::build(context->on_processor ? 1 : units_together);
    if (!programs)
        return std::unexpected{programs.error()};
    return std::unique_ptr<GlesPainter>{new GlesPainter{std::move(context), std::move(*programs), textures}};
}

GlesPainter::GlesPainter(std::unique_ptr<GlesContext> context, GlesPrograms programs, TextureCache& textures)
    : context_{std::move(context)}
    , programs_{std::move(programs)}
    , textures_{textures}
    , yuv_textures_{std::make_unique<YuvTextures>(*context_)}
    , array_{gl::make<gl::VertexArray>(glGenVertexArrays)}
    , quads_{gl::make<gl::Buffer>(glGenBuffers)}
    , nearest_{gl::make<gl::Sampler>(glGenSamplers)}
    , linear_{gl::make<gl::Sampler>(glGenSamplers)}
    , software_{context_->on_processor}
    , timer_{software_ ? nullptr : std::make_unique<GpuTimer>(*context_)} // there is no GPU to time
    , yuv_{.of_8_bits = {YuvConversion{YuvEncoding::Bt601, YuvRange::Limited}}, // what Mesa takes for the rest
           .in_every_way = yuv_textures_->formats()}
{
    set_filter(nearest_.get(), GL_NEAREST);
    set_filter(linear_.get(), GL_LINEAR);
    glBindVertexArray(array_.get());
    for (GLuint attribute = 0; attribute < 8; ++attribute) {
        glEnableVertexAttribArray(attribute);
        glVertexAttribDivisor(attribute, 1);
    }
    glBindVertexArray(0);
}

GlesPainter::~GlesPainter()
{
    CurrentContext const current{context_->egl};
    timer_.reset();
    yuv_textures_.reset();
    array_ = {};
    quads_ = {};
    nearest_ = {};
    linear_ = {};
    programs_ = {};
}

Painted GlesPainter::paint(wlr_buffer& target, std::span<Stroke const> strokes)
{
    CurrentContext const current{context_->egl};
    if (!current || context_->lost())
        return Painted::Lost;
    GLuint const framebuffer = wlr_gles2_renderer_get_buffer_fbo(&context_->renderer, &target);
    if (!framebuffer)
        return Painted::No;
    std::ignore = glGetError(); // somebody else's
    Batches batches{software_ ? 1U : units_together};
    for (auto const& stroke : strokes)
        add(batches, stroke, {target.width, target.height});
    if (timer_)
        timer_->begin();
    begin(target, framebuffer);
    upload(batches);
    std::size_t first = 0;
    for (auto const* list : {&batches.replacing(), &batches.blended()})
        for (auto const& batch : *list) {
            draw(batch, first);
            first += batch.quads.size();
        }
    end();
    if (timer_)
        timer_->end();
    if (software_)
        glFinish(); // whoever shows the buffer asks for no fence of a processor's
    else
        fence_ = context_->fence();
    return glGetError() == GL_NO_ERROR ? Painted::Yes : Painted::No;
}

Fd GlesPainter::take_fence() { return std::exchange(fence_, {}); }

std::optional<Duration> GlesPainter::gpu_time()
{
    CurrentContext const current{context_->egl};
    return timer_ && current ? timer_->poll() : std::nullopt;
}

void GlesPainter::add(Batches& batches, Stroke const& stroke, Size<OutputPx> target)
{
    if (stroke.picture)
        return add_picture(batches, stroke, target);
    auto const& c = stroke.color;
    auto const whole = Rect<OutputPx>::of(target);
    Quad const quad{.mapping = mapping_of(whole, target), .value = {c.r, c.g, c.b, c.a}};
    for_boxes(stroke, whole, quad, [&](Quad const& q) { batches.add_colour({stroke.blend, 1, stroke.look}, q); });
}

void GlesPainter::add_picture(Batches& batches, Stroke const& stroke, Size<OutputPx> target)
{
    Layer const& layer = *stroke.picture;
    bool const nearest = takes_nearest(layer);
    Quad const quad{.mapping = mapping_of(layer, target)};
    Manner const manner{stroke.blend, layer.alpha, stroke.look};
    if (auto const* yuv = is_yuv(layer.content->format) ? yuv_textures_->get(*layer.content) : nullptr)
        return for_boxes(stroke, layer.dest, quad, [&](Quad const& q) {
            batches.add_yuv(manner, nearest, *yuv, layer.yuv.value_or(YuvConversion{}), q);
        });
    wlr_texture* texture = textures_.get(layer.id, layer.content);
    if (!texture)
        return;
    wlr_gles2_texture_attribs attributes;
    wlr_gles2_texture_get_attribs(texture, &attributes);
    Shading const shading{.source = attributes.target == GL_TEXTURE_2D ? Source::Texture : Source::External,
                          .opaque = !stroke.blend || !attributes.has_alpha,
                          .faded = layer.alpha < 1.0F};
    Sampled const sampled{attributes.target, attributes.tex, nearest};
    for_boxes(stroke, layer.dest, quad,
              [&](Quad const& q) { batches.add_picture(shading, manner, sampled, q); });
}

void GlesPainter::begin(wlr_buffer const& target, GLuint framebuffer) const
{
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, target.width, target.height);
    glDisable(GL_SCISSOR_TEST);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindVertexArray(array_.get());
    glBindBuffer(GL_ARRAY_BUFFER, quads_.get());
}

void GlesPainter::upload(Batches const& batches) const
{
    std::vector<Quad> all;
    for (auto const* list : {&batches.replacing(), &batches.blended()})
        for (auto const& batch : *list)
            all.append_range(batch.quads);
    glBufferData(GL_ARRAY_BUFFER, GLsizeiptr(all.size() * sizeof(Quad)), all.data(), GL_STREAM_DRAW);
}

/// `first`: where the batch's quads begin in the buffer. GLES 3.0 cannot begin elsewhere than at the first instance.
void GlesPainter::draw(Batch const& batch, std::size_t first)
{
    auto const& program = programs_[batch.shading];
    glUseProgram(program.program.get());
    glUniform1f(program.alpha, batch.alpha);
    if (batch.yuv)
        set_weights(program, batch);
    if (batch.look)
        set_look(program, *batch.look);
    for (std::size_t unit = 0; unit < batch.textures.size(); ++unit) {
        auto const& t = batch.textures[unit];
        glActiveTexture(GL_TEXTURE0 + GLenum(unit));
        glBindTexture(t.target, t.texture);
        glBindSampler(GLuint(unit), t.nearest ? nearest_.get() : linear_.get());
    }
    if (batch.blend)
        glEnable(GL_BLEND);
    else
        glDisable(GL_BLEND);
    constexpr auto mapping = offsetof(Quad, mapping);
    point_at(0, 4, offsetof(Quad, box), first);
    point_at(1, 3, mapping + offsetof(Mapping, to_x), first);
    point_at(2, 3, mapping + offsetof(Mapping, to_y), first);
    point_at(3, 3, mapping + offsetof(Mapping, to_u), first);
    point_at(4, 3, mapping + offsetof(Mapping, to_v), first);
    point_at(5, 4, offsetof(Quad, value), first);
    point_at(6, 1, offsetof(Quad, unit), first);
    point_at(7, 2, mapping + offsetof(Mapping, corner), first);
    glDrawArraysInstanced(GL_TRIANGLES, 0, 6, GLsizei(batch.quads.size()));
    ++draws_;
    for (std::size_t unit = 0; unit < batch.textures.size(); ++unit) {
        glActiveTexture(GL_TEXTURE0 + GLenum(unit));
        glBindTexture(batch.textures[unit].target, 0);
    }
}

/// As wlroots' render pass expects to find it.
void GlesPainter::end()
{
    for (GLuint unit = 0; unit < GLuint(units_together); ++unit)
        glBindSampler(unit, 0);
    glActiveTexture(GL_TEXTURE0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glBindVertexArray(0);
    glUseProgram(0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

} // namespace vitrail
