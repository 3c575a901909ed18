#include "context.hpp"

#include "base/wlr.hpp"

#include <string_view>

namespace vitrail {

CurrentContext::CurrentContext(wlr_egl& egl)
    : ours_{wlr_egl_get_display(&egl)}
    , display_{eglGetCurrentDisplay()}
    , context_{eglGetCurrentContext()}
    , draw_{eglGetCurrentSurface(EGL_DRAW)}
    , read_{eglGetCurrentSurface(EGL_READ)}
    , ok_{eglMakeCurrent(ours_, EGL_NO_SURFACE, EGL_NO_SURFACE, wlr_egl_get_context(&egl)) == EGL_TRUE}
{
}

CurrentContext::~CurrentContext()
{
    eglMakeCurrent(display_ == EGL_NO_DISPLAY ? ours_ : display_, draw_, read_, context_);
}

namespace {

template <class F> void load(F& function, char const* name) { function = reinterpret_cast<F>(eglGetProcAddress(name)); }

int major_version()
{
    GLint major = 0;
    glGetIntegerv(GL_MAJOR_VERSION, &major);
    return glGetError() == GL_NO_ERROR ? major : 2; // GLES 2 does not know the question
}

bool has_display_extension(EGLDisplay display, std::string_view name)
{
    char const* all = eglQueryString(display, EGL_EXTENSIONS);
    return all && (std::string{" "} + all + " ").contains(std::string{" "} + std::string{name} + " ");
}

/// Of the current context.
bool is_on_processor()
{
    auto const* text = reinterpret_cast<char const*>(glGetString(GL_RENDERER));
    std::string_view const name = text ? text : "";
    return name.contains("llvmpipe") || name.contains("softpipe") || name.contains("swrast"); // Mesa's names for it
}

} // namespace

bool draws_on_the_processor(wlr_renderer& renderer)
{
    CurrentContext const current{*wlr_gles2_renderer_get_egl(&renderer)};
    return current && is_on_processor();
}

std::unique_ptr<GlesContext> GlesContext::open(wlr_renderer& renderer, char const*& why_not)
{
    wlr_egl& egl = *wlr_gles2_renderer_get_egl(&renderer);
    CurrentContext const current{egl};
    auto out = std::make_unique<GlesContext>(renderer, egl, wlr_egl_get_display(&egl));
    if (!current) {
        why_not = "the driver refuses to make the context current";
        return nullptr;
    }
    if (major_version() < 3) {
        why_not = "the driver has no GLES 3";
        return nullptr;
    }
    out->on_processor = is_on_processor();
    auto const has = [&](char const* name) { return wlr_gles2_renderer_check_ext(&renderer, name); };
    if (!has("GL_OES_EGL_image") || !has("GL_OES_EGL_image_external_essl3")) {
        why_not = "the driver cannot read client's buffers in GLES 3";
        return nullptr;
    }
    out->modifiers = has_display_extension(out->display, "EGL_EXT_image_dma_buf_import_modifiers");
    load(out->create_image, "eglCreateImageKHR");
    load(out->destroy_image, "eglDestroyImageKHR");
    load(out->image_to_texture, "glEGLImageTargetTexture2DOES");
    if (out->modifiers) {
        load(out->query_formats, "eglQueryDmaBufFormatsEXT");
        load(out->query_modifiers, "eglQueryDmaBufModifiersEXT");
    }
    if (has("GL_KHR_robustness"))
        load(out->reset_status, "glGetGraphicsResetStatusKHR");
    if (has("GL_EXT_disjoint_timer_query")) {
        load(out->query_counter, "glQueryCounterEXT");
        load(out->query_result, "glGetQueryObjectui64vEXT");
    }
    if (has_display_extension(out->display, "EGL_ANDROID_native_fence_sync")) {
        load(out->create_sync, "eglCreateSyncKHR");
        load(out->destroy_sync, "eglDestroySyncKHR");
        load(out->dup_fence, "eglDupNativeFenceFDANDROID");
    }
    return out;
}

Fd GlesContext::fence() const
{
    EGLSyncKHR const sync
        = dup_fence ? create_sync(display, EGL_SYNC_NATIVE_FENCE_ANDROID, nullptr) : EGL_NO_SYNC_KHR;
    glFlush(); // only then is there a descriptor
    if (sync == EGL_NO_SYNC_KHR)
        return {};
    Fd out{dup_fence(display, sync)};
    destroy_sync(display, sync);
    return out;
}

bool GlesContext::lost() const { return reset_status && reset_status() != GL_NO_ERROR; }

} // namespace vitrail
