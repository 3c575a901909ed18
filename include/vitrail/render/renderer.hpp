#pragma once

#include "base/format.hpp"
#include "base/owned.hpp"
#include "base/result.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct wlr_allocator;
struct wlr_backend;
struct wlr_buffer;
struct wlr_renderer;

namespace vitrail {

class Painter;
class TextureCache;

/// What composition draws with: wlroots' renderer (GLES 2, Vulkan or pixman) and the allocator of buffers it draws into.
/// One per GPU, shared by the outputs.
class Renderer {
public:
    /// Picks what the backend's device can do (or what WLR_RENDERER asks for).
    [[nodiscard]] static Result<std::unique_ptr<Renderer>> create(wlr_backend& backend);
    ~Renderer();

    [[nodiscard]] wlr_renderer& c() const;
    [[nodiscard]] wlr_allocator& allocator() const;
    /// "gles2", "vulkan" or "pixman".
    [[nodiscard]] std::string_view name() const;
    /// Does drawing happen on the processor, and so block the loop while it lasts?
    [[nodiscard]] bool is_software() const;
    [[nodiscard]] TextureCache& textures();
    [[nodiscard]] Painter& painter();
    /// Has the GPU lost its context? Nothing can be painted until `rebuild`.
    [[nodiscard]] bool lost() const;
    /// Called once when that comes to light, while something is being painted: `rebuild` later.
    std::function<void()> on_lost;
    /// Makes everything anew but the allocator, whose buffers stay. `c()` is another one then. Fails where the GPU does not
    /// come back: try again.
    [[nodiscard]] Result<> rebuild(wlr_backend& backend);
    /// As if the GPU had lost its context: for tests, and for Composer when it finds out.
    void lose();
    /// Are looks (round corners, shadows, dimming) painted, or left out?
    [[nodiscard]] bool paints_looks() const;
    /// Can it read this dmabuf? What it makes for that stays with the buffer.
    [[nodiscard]] bool imports(wlr_buffer& buffer);
    /// What draws, and why nothing better does, for a person: "GLES 3, our own shaders".
    [[nodiscard]] std::string const& way() const;

private:
    Renderer();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
