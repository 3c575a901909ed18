#include "render/texture_cache.hpp"

#include "base/wlr.hpp"

#include <utility>

namespace vitrail {

TextureCache::TextureCache(wlr_renderer& renderer)
    : renderer_{renderer}
    , aliases_everything_{wlr_renderer_is_pixman(&renderer)}
{
}

TextureCache::~TextureCache() = default;

wlr_texture* TextureCache::get(SourceId source, std::shared_ptr<Content const> const& content)
{
    if (content->memory == Memory::Dmabuf || aliases_everything_)
        return alias(*content);
    return copy(source, content);
}

wlr_texture* TextureCache::alias(Content const& content)
{
    for (auto const& [known, texture] : aliases_)
        if (known == &content)
            return texture.get();
    if (!content.buffer)
        return nullptr;
    OwnedTexture texture{wlr_texture_from_buffer(&renderer_, content.buffer.get())};
    return aliases_.emplace_back(&content, std::move(texture)).second.get();
}

wlr_texture* TextureCache::copy(SourceId source, std::shared_ptr<Content const> const& content)
{
    Copy& kept = copies_[source];
    if (kept.texture && kept.serial == content->serial)
        return kept.texture.get();
    if (!content->buffer)
        return nullptr; // given back after a copy that is lost: the client's next commit mends it
    bool const same_shape = kept.texture && kept.format == content->format
        && kept.texture->width == unsigned(content->size.width) && kept.texture->height == unsigned(content->size.height);
    auto const damage = content->damage_since(kept.serial);
    if (!same_shape || !wlr_texture_update_from_buffer(kept.texture.get(), content->buffer.get(), damage.c()))
        kept.texture.reset(wlr_texture_from_buffer(&renderer_, content->buffer.get()));
    if (!kept.texture)
        return nullptr;
    kept.serial = content->serial;
    kept.format = content->format;
    kept.content = content;
    copied_.push_back(source);
    ++uploads_;
    return kept.texture.get();
}

void TextureCache::end_pass()
{
    aliases_.clear();
    std::erase_if(copies_, [](auto const& entry) { return entry.second.content.expired(); });
}

std::vector<SourceId> TextureCache::take_copied() { return std::exchange(copied_, {}); }

void TextureCache::clear()
{
    aliases_.clear();
    copies_.clear();
}

} // namespace vitrail
