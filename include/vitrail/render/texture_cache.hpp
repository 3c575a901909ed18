#pragma once

#include "base/owned.hpp"
#include "frame/content.hpp"

#include <memory>
#include <unordered_map>
#include <vector>

struct wlr_renderer;
struct wlr_texture;

extern "C" void wlr_texture_destroy(wlr_texture* texture);

namespace vitrail {

using OwnedTexture = Owned<wlr_texture, wlr_texture_destroy>;

/// Gives the composer something to sample for a picture, without copying what need not be copied.
///
/// Two kinds. A dmabuf, shared memory that was made one (ShmImport), and with the pixman renderer any buffer, is read in place:
/// the texture aliases the buffer, is made for one pass and goes with it. Other shared memory with a GPU must be copied: that
/// texture stays with the source, and the next picture of it copies only what changed.
class TextureCache {
public:
    explicit TextureCache(wlr_renderer& renderer);
    ~TextureCache();

    /// The texture for `content` of `source`; null when it cannot be imported. Valid until `end_pass`.
    [[nodiscard]] wlr_texture* get(SourceId source, std::shared_ptr<Content const> const& content);
    /// The pass is submitted: textures that alias go, copies whose source is gone go.
    void end_pass();
    /// The sources copied since the last call: they do not need their buffers any more.
    [[nodiscard]] std::vector<SourceId> take_copied();
    /// How many pictures were copied in all.
    [[nodiscard]] std::uint64_t uploads() const { return uploads_; }
    /// How many bytes that were.
    [[nodiscard]] std::uint64_t bytes_copied() const { return bytes_copied_; }
    /// How many textures could not be made of a picture that was there.
    [[nodiscard]] std::uint64_t failures() const { return failures_; }
    /// Drops everything: the context is lost.
    void clear();

private:
    struct Copy {
        OwnedTexture texture;
        std::uint64_t serial = 0;
        Format format;
        std::weak_ptr<Content const> content; // expired: nobody can ask for it again
    };

    [[nodiscard]] wlr_texture* alias(Content const& content);
    [[nodiscard]] wlr_texture* copy(SourceId source, std::shared_ptr<Content const> const& content);
    [[nodiscard]] wlr_texture* copy_of(Content const& content) const;

    wlr_renderer& renderer_;
    bool aliases_everything_;
    std::vector<std::pair<wlr_buffer const*, OwnedTexture>> aliases_; // of this pass
    std::unordered_map<SourceId, Copy> copies_;
    std::vector<Copy> kept_; // of pictures that are shown though their sources have others (Content::keepers)
    std::vector<SourceId> copied_;
    std::uint64_t uploads_ = 0, failures_ = 0;
    std::uint64_t bytes_copied_ = 0;
};

} // namespace vitrail
