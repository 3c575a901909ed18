#include "yuv_textures.hpp"

#include "base/wlr.hpp"

#include <array>
#include <drm_fourcc.h>
#include <vector>

namespace vitrail {

namespace {

/// An EGL image of one plane and the texture that reads it.
class PlaneTexture {
public:
    PlaneTexture(GlesContext const& context, wlr_dmabuf_attributes const& dmabuf, YuvTexture const& how)
        : context_{context}, image_{create(dmabuf, how)}
    {
        if (image_ != EGL_NO_IMAGE_KHR)
            texture_ = gl::make<gl::Texture>(glGenTextures);
    }
    ~PlaneTexture()
    {
        if (image_ != EGL_NO_IMAGE_KHR)
            context_.destroy_image(context_.display, image_);
    }
    PlaneTexture(PlaneTexture const&) = delete;
    PlaneTexture& operator=(PlaneTexture const&) = delete;

    explicit operator bool() const { return bool(texture_); }
    [[nodiscard]] GLuint name() const { return texture_.get(); }
    /// Drivers may keep what they read before until the image is given to the texture again.
    void refresh() const
    {
        glBindTexture(GL_TEXTURE_2D, texture_.get());
        context_.image_to_texture(GL_TEXTURE_2D, image_);
        glBindTexture(GL_TEXTURE_2D, 0);
    }

private:
    [[nodiscard]] EGLImageKHR create(wlr_dmabuf_attributes const& d, YuvTexture const& how) const
    {
        std::vector<EGLint> attributes{
            EGL_WIDTH, (d.width + how.columns - 1) / how.columns,
            EGL_HEIGHT, (d.height + how.rows - 1) / how.rows,
            EGL_LINUX_DRM_FOURCC_EXT, EGLint(how.format),
            EGL_DMA_BUF_PLANE0_FD_EXT, d.fd[how.plane],
            EGL_DMA_BUF_PLANE0_OFFSET_EXT, EGLint(d.offset[how.plane]),
            EGL_DMA_BUF_PLANE0_PITCH_EXT, EGLint(d.stride[how.plane]),
        };
        if (context_.modifiers && d.modifier != DRM_FORMAT_MOD_INVALID)
            attributes.insert(attributes.end(), {EGL_DMA_BUF_PLANE0_MODIFIER_LO_EXT, EGLint(d.modifier & 0xffffffff),
                                                 EGL_DMA_BUF_PLANE0_MODIFIER_HI_EXT, EGLint(d.modifier >> 32)});
        attributes.push_back(EGL_NONE);
        return context_.create_image(context_.display, EGL_NO_CONTEXT, EGL_LINUX_DMA_BUF_EXT, nullptr, attributes.data());
    }

    GlesContext const& context_;
    EGLImageKHR image_;
    gl::Texture texture_;
};

/// The modifiers with which `format` becomes an ordinary texture.
std::vector<std::uint64_t> modifiers_of(GlesContext const& context, std::uint32_t format)
{
    EGLint count = 0;
    if (!context.query_modifiers
        || !context.query_modifiers(context.display, EGLint(format), 0, nullptr, nullptr, &count))
        return {};
    std::vector<EGLuint64KHR> modifiers(std::size_t(count), 0);
    std::vector<EGLBoolean> external(std::size_t(count), EGL_FALSE);
    context.query_modifiers(context.display, EGLint(format), count, modifiers.data(), external.data(), &count);
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i < std::size_t(count); ++i)
        if (!external[i])
            out.push_back(modifiers[i]);
    return out;
}

bool knows_format(GlesContext const& context, std::uint32_t format)
{
    EGLint count = 0;
    if (!context.query_formats || !context.query_formats(context.display, 0, nullptr, &count))
        return false;
    std::vector<EGLint> formats(std::size_t(count), 0);
    context.query_formats(context.display, count, formats.data(), &count);
    return std::ranges::contains(formats, EGLint(format));
}

/// Can this texture read a plane of a buffer with that modifier?
bool reads(GlesContext const& context, YuvTexture const& texture, std::uint64_t modifier)
{
    if (!knows_format(context, texture.format))
        return false;
    auto const known = modifiers_of(context, texture.format);
    bool const plain = modifier == DRM_FORMAT_MOD_INVALID || (known.empty() && modifier == DRM_FORMAT_MOD_LINEAR);
    return plain || std::ranges::contains(known, modifier);
}

} // namespace

/// What was made of one buffer; goes with it.
class YuvTextures::Import {
public:
    Import(YuvTextures& owner, wlr_buffer& buffer, wlr_dmabuf_attributes const& dmabuf, YuvLayout const& layout)
        : owner_{owner}, buffer_{buffer}
    {
        auto const& context = owner.context_;
        for (auto const& how : {layout.luma, layout.chroma, layout.chroma_2}) {
            auto const known = std::ranges::find(ways_, how);
            if (known == ways_.end()) {
                planes_.push_back(std::make_unique<PlaneTexture>(context, dmabuf, how));
                names_.push_back(planes_.back()->name());
            } else {
                names_.push_back(names_[std::size_t(known - ways_.begin())]);
            }
            ways_.push_back(how);
        }
        auto const& c = layout.chroma;
        auto const share = [](int size, int per) { return float(size) / float((size + per - 1) / per * per); };
        picture = {layout, names_[0], names_[1], names_[2], share(dmabuf.width, c.columns), share(dmabuf.height, c.rows)};
        destroyed_.connect<&Import::on_destroy>(this, buffer.events.destroy);
    }

    [[nodiscard]] bool complete() const { return std::ranges::all_of(planes_, [](auto const& p) { return bool(*p); }); }
    void refresh() const
    {
        for (auto const& plane : planes_)
            plane->refresh();
    }

    YuvPicture picture;

private:
    void on_destroy()
    {
        CurrentContext const current{owner_.context_.egl};
        owner_.imports_.erase(&buffer_); // this too
    }

    YuvTextures& owner_;
    wlr_buffer const& buffer_;
    std::vector<YuvTexture> ways_;
    std::vector<GLuint> names_;
    std::vector<std::unique_ptr<PlaneTexture>> planes_;
    Slot<> destroyed_;
};

YuvTextures::YuvTextures(GlesContext const& context) : context_{context}, formats_{importable()} {}

YuvTextures::~YuvTextures() = default;

/// Of the formats and modifiers that wlroots tells clients about, those whose planes can be read one by one. A packed
/// format is read in two ways at once, for which its memory must be in plain rows.
FormatSet YuvTextures::importable() const
{
    FormatSet out;
    auto const offered = FormatSet::copy_of(wlr_renderer_get_texture_formats(&context_.renderer, WLR_BUFFER_CAP_DMABUF));
    for (auto const format : yuv_layouts()) {
        auto const layout = *yuv_layout(format);
        auto const found = offered.all().find(format);
        if (found == offered.all().end())
            continue;
        for (auto const modifier : found->second) {
            bool const as_told = !layout.packed() || modifier == DRM_FORMAT_MOD_LINEAR;
            if (as_told && reads(context_, layout.luma, modifier) && reads(context_, layout.chroma, modifier)
                && reads(context_, layout.chroma_2, modifier))
                out.add(format, modifier);
        }
    }
    return out;
}

std::unique_ptr<YuvTextures::Import> YuvTextures::import(wlr_buffer& buffer, YuvLayout const& layout)
{
    wlr_dmabuf_attributes dmabuf;
    if (!wlr_buffer_get_dmabuf(&buffer, &dmabuf) || dmabuf.n_planes != layout.planes)
        return nullptr;
    auto out = std::make_unique<Import>(*this, buffer, dmabuf, layout);
    return out->complete() ? std::move(out) : nullptr;
}

YuvPicture const* YuvTextures::get(Content const& content)
{
    auto const layout = yuv_layout(content.format);
    if (!layout || !content.buffer || !formats_.contains(content.format, content.modifier))
        return nullptr;
    wlr_buffer& buffer = *content.buffer.get();
    auto found = imports_.find(&buffer);
    if (found == imports_.end()) {
        auto made = import(buffer, *layout);
        if (!made)
            return nullptr;
        found = imports_.emplace(&buffer, std::move(made)).first;
    }
    found->second->refresh();
    return &found->second->picture;
}

} // namespace vitrail
