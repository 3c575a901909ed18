#pragma once

#include "base/fd.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GLES3/gl3.h>
#include <GLES2/gl2ext.h>
#include <memory>

struct wlr_egl;
struct wlr_renderer;

namespace vitrail {

/// wlroots' GL context, current for as long as this lives. What was current before comes back.
class CurrentContext {
public:
    explicit CurrentContext(wlr_egl& egl);
    ~CurrentContext();
    CurrentContext(CurrentContext const&) = delete;
    CurrentContext& operator=(CurrentContext const&) = delete;

    /// False: the driver refuses, and nothing may be drawn.
    explicit operator bool() const { return ok_; }

private:
    EGLDisplay ours_;
    EGLDisplay display_ = EGL_NO_DISPLAY; // before
    EGLContext context_ = EGL_NO_CONTEXT;
    EGLSurface draw_ = EGL_NO_SURFACE, read_ = EGL_NO_SURFACE;
    bool ok_ = false;
};

/// Does this GLES renderer draw on the processor?
[[nodiscard]] bool draws_on_the_processor(wlr_renderer& renderer);

/// What we need of wlroots' GLES renderer beyond GLES 2, found once at start.
///
/// The context is wlroots': its textures and framebuffers are used as they are, and GL's state is left as its own render
/// pass expects to find it.
struct GlesContext {
    /// Null, with the reason in `why_not`, where the driver's GLES is older than 3.0 or lacks an extension.
    [[nodiscard]] static std::unique_ptr<GlesContext> open(wlr_renderer& renderer, char const*& why_not);

    /// Has the GPU lost everything that it was told? To be asked while the context is current.
    [[nodiscard]] bool lost() const;
    /// A sync_file that signals when all is done that was asked for so far; empty where the driver has no fences. Flushes.
    /// To be asked while the context is current.
    [[nodiscard]] Fd fence() const;

    wlr_renderer& renderer;
    wlr_egl& egl;
    EGLDisplay display;
    bool on_processor = false; ///< there is no GPU (draws_on_the_processor)
    bool modifiers = false; ///< EGL_EXT_image_dma_buf_import_modifiers

    PFNEGLCREATEIMAGEKHRPROC create_image = nullptr;
    PFNEGLDESTROYIMAGEKHRPROC destroy_image = nullptr;
    PFNEGLQUERYDMABUFFORMATSEXTPROC query_formats = nullptr;
    PFNEGLQUERYDMABUFMODIFIERSEXTPROC query_modifiers = nullptr;
    PFNGLEGLIMAGETARGETTEXTURE2DOESPROC image_to_texture = nullptr;
    PFNGLGETGRAPHICSRESETSTATUSKHRPROC reset_status = nullptr; ///< null: the driver does not tell
    PFNGLQUERYCOUNTEREXTPROC query_counter = nullptr; ///< null: no EXT_disjoint_timer_query
    PFNGLGETQUERYOBJECTUI64VEXTPROC query_result = nullptr;
    PFNEGLCREATESYNCKHRPROC create_sync = nullptr;
    PFNEGLDESTROYSYNCKHRPROC destroy_sync = nullptr;
    PFNEGLDUPNATIVEFENCEFDANDROIDPROC dup_fence = nullptr; ///< null: no EGL_ANDROID_native_fence_sync
};

} // namespace vitrail
