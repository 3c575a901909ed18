#include "render/texture_cache.hpp"

#include "base/opened_buffer.hpp"
#include "base/returned_buffer.hpp"
#include "base/wlr.hpp"

#include <algorithm>
#include <ranges>
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
    if (content->memory == Memory::Dmabuf || content->in_place || aliases_everything_)
        return alias(*content);
    return copy(source, content);
}

wlr_texture* TextureCache::alias(Content const& content)
{
    auto* const buffer = content.buffer.get();
    if (!buffer)
        return nullptr;
    for (auto const& [known, texture] : aliases_)
        if (known == buffer)
            return texture.get();
    auto const readable = aliases_everything_ ? open_buffer(*buffer) : content.buffer;
    OwnedTexture texture{readable ? wlr_texture_from_buffer(&renderer_, readable.get()) : nullptr};
    failures_ += !texture;
    return aliases_.emplace_back(buffer, std::move(texture)).second.get();
}

wlr_texture* TextureCache::copy(SourceId source, std::shared_ptr<Content const> const& content)
{
    if (content->keepers > 0)
        if (auto* known = copy_of(*content))
            return known;
    Copy& kept = copies_[source];
    if (kept.texture && kept.serial == content->serial)
        return kept.texture.get();
    if (auto const old = kept.content.lock(); old && old->keepers > 0)
        kept_.push_back(std::exchange(kept, {}));
    // A copy that was lost is made again from a buffer that was given back: its client has seldom begun to draw into it.
    wlr_buffer* const from = content->buffer ? content->buffer.get() : content->given_back ? content->given_back->get() : nullptr;
    if (!from)
        return nullptr; // the client's next commit mends it
    bool const same_shape = kept.texture && kept.format == content->format
        && kept.texture->width == unsigned(content->size.width) && kept.texture->height == unsigned(content->size.height);
    Region<BufferPx> const whole{Rect<BufferPx>::of(content->size)};
    auto changed = content->damage_since(kept.serial) & whole;
    if (!same_shape || !wlr_texture_update_from_buffer(kept.texture.get(), from, changed.c())) {
        kept.texture.reset(wlr_texture_from_buffer(&renderer_, from));
        changed = whole;
    }
    if (!kept.texture) {
        ++failures_;
        return nullptr;
    }
    kept.serial = content->serial;
    kept.format = content->format;
    kept.content = content;
    if (content->buffer)
        copied_.push_back(source);
    ++uploads_;
    bytes_copied_ += std::uint64_t(changed.area()) * std::uint64_t(bits_per_pixel(content->format)) / 8;
    return kept.texture.get();
}

/// Whichever source it was copied for: who shows a picture of the past is not who showed it first.
wlr_texture* TextureCache::copy_of(Content const& content) const
{
    auto const is_it = [&](Copy const& copy) { return copy.texture && copy.content.lock().get() == &content; };
    if (auto const found = std::ranges::find_if(kept_, is_it); found != kept_.end())
        return found->texture.get();
    auto const copies = copies_ | std::views::values;
    auto const found = std::ranges::find_if(copies, is_it);
    return found == copies.end() ? nullptr : (*found).texture.get();
}

void TextureCache::end_pass()
{
    aliases_.clear();
    std::erase_if(copies_, [](auto const& entry) { return entry.second.content.expired(); });
    std::erase_if(kept_, [](Copy const& copy) {
        auto const content = copy.content.lock();
        return !content || content->keepers == 0;
    });
}

std::vector<SourceId> TextureCache::take_copied() { return std::exchange(copied_, {}); }

void TextureCache::clear()
{
    aliases_.clear();
    copies_.clear();
    kept_.clear();
}

} // namespace vitrail
