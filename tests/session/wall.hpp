#pragma once

#include "backend/backend.hpp"
#include "backend/headless.hpp"
#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "client.hpp"
#include "render/composer.hpp"
#include "session_picture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <drm_fourcc.h>
#include <memory>
#include <vector>

namespace vitrail::test {

inline constexpr Size<OutputPx> screen_size{64, 48};

/// A display, a renderer, and nobody who uses them but the test.
class Wall {
public:
    explicit Wall(HeadlessOptions options = {})
    {
        backend_->events.display_added = [this](std::shared_ptr<Scanout> s) { scanout_ = std::move(s); };
        REQUIRE(backend_->start(renderer_->c(), renderer_->allocator()));
        display_ = backend_->headless().add("HEADLESS-1", {.size = screen_size}, options);
        REQUIRE(scanout_->enable({}));
        vblank();
    }
    ~Wall()
    {
        scanout_.reset();
        display_.reset();
        backend_.reset();
    }
    Wall(Wall const&) = delete;

    void vblank()
    {
        loop_.advance_to(loop_.next_timer());
        wl_event_loop_dispatch(loop_.c(), 0); // wlroots sends `frame` from there
    }

    /// A picture of one colour, with alpha if the colour has.
    [[nodiscard]] std::shared_ptr<Content const> sheet(Size<BufferPx> size, Argb color)
    {
        std::vector<Argb> const pixels(std::size_t(size.area()), color);
        return sheet(size, pixels, (color >> 24) == 0xff ? DRM_FORMAT_XRGB8888 : DRM_FORMAT_ARGB8888);
    }
    [[nodiscard]] std::shared_ptr<Content const> sheet(Size<BufferPx> size, std::vector<Argb> const& pixels,
                                                       std::uint32_t format = DRM_FORMAT_ARGB8888)
    {
        std::uint64_t modifier = DRM_FORMAT_MOD_LINEAR;
        wlr_drm_format const layout{.format = format, .len = 1, .capacity = 1, .modifiers = &modifier};
        wlr_buffer* const buffer
            = wlr_allocator_create_buffer(&renderer_->allocator(), size.width, size.height, &layout);
        REQUIRE(buffer);
        void* data = nullptr;
        std::uint32_t ignored = 0;
        std::size_t stride = 0;
        REQUIRE(wlr_buffer_begin_data_ptr_access(buffer, WLR_BUFFER_DATA_PTR_ACCESS_WRITE, &data, &ignored, &stride));
        for (int y = 0; y < size.height; ++y)
            std::copy_n(pixels.begin() + y * size.width, size.width,
                        reinterpret_cast<Argb*>(static_cast<std::byte*>(data) + std::size_t(y) * stride));
        wlr_buffer_end_data_ptr_access(buffer);
        auto content = std::make_shared<Content>(Content{.buffer = BufferRef{buffer}, .size = size, .format = {format}});
        wlr_buffer_drop(buffer); // the content holds it now
        content->serial = 1;
        return content;
    }

    /// The picture of what is composed in `frame`.
    void compose(Frame& frame)
    {
        frame.composed = scanout_->target();
        composer_.forget();
        composer_.add_damage(Region<OutputPx>{Rect<OutputPx>::of(screen_size)});
        REQUIRE(composer_.compose(frame) == Progress::Done);
    }
    /// Composes what has no plane, and shows it from the next vblank on.
    [[nodiscard]] Commit show(Frame frame)
    {
        compose(frame);
        return scanout_->commit(frame);
    }
    [[nodiscard]] TestAnswer ask(Frame frame)
    {
        compose(frame);
        return scanout_->test(frame, frame.assignment);
    }
    [[nodiscard]] Screen seen() const { return {screen_size.width, screen_size.height, display_->picture()}; }
    [[nodiscard]] HeadlessDisplay& display() { return *display_; }
    [[nodiscard]] Scanout& scanout() { return *scanout_; }
    [[nodiscard]] DisplayCaps const& caps() { return scanout_->caps(); }
    /// The nth overlay plane.
    [[nodiscard]] PlaneId overlay(std::size_t n)
    {
        for (auto const& p : caps().planes)
            if (p.type == PlaneType::Overlay && n-- == 0)
                return p.id;
        FAIL("it has no such plane");
        return {};
    }
    [[nodiscard]] PlaneId primary() { return caps().find(PlaneType::Primary)->id; }

private:
    Owned<wl_display, wl_display_destroy> wayland_{wl_display_create()};
    EventLoop loop_{wl_display_get_event_loop(wayland_.get()), EventLoop::Clock::Virtual};
    std::unique_ptr<Backend> backend_ = *Backend::create(loop_, {.kind = BackendKind::Headless});
    std::unique_ptr<Renderer> renderer_ = *Renderer::create(backend_->c());
    Composer composer_{loop_, *renderer_};
    std::shared_ptr<HeadlessDisplay> display_;
    std::shared_ptr<Scanout> scanout_;
};

} // namespace vitrail::test
