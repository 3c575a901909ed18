#pragma once

#include "base/after_answers.hpp"
#include "base/event_loop.hpp"
#include "base/owned.hpp"
#include "base/wlr.hpp"
#include "capture/capture_subject.hpp"
#include "frame/frame.hpp"
#include "render/composer.hpp"
#include "render/renderer.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace vitrail {

/// One ext_image_capture_source_v1: paints its subject for whoever records it.
///
/// What the screen shows is not touched: the layers that were committed are composed once more, into a buffer of our
/// own, after the commit and in turns of the loop of their own. So planes stay in use, and no frame is late for a
/// recorder's sake. A picture is painted only when somebody has asked for one and something has changed, and of it only
/// what changed.
///
/// It lives until its client and all sessions have let go of it; see `unused`.
class CaptureSource {
public:
    /// `let_go` is called whenever it may be unused.
    CaptureSource(
        EventLoop& loop, Renderer& renderer, std::unique_ptr<CaptureSubject> subject, std::function<void()> let_go);
    ~CaptureSource();
    CaptureSource(CaptureSource const&) = delete;
    CaptureSource& operator=(CaptureSource const&) = delete;

    /// wlroots' side of it, valid as long as this.
    [[nodiscard]] wlr_ext_image_capture_source_v1& c() { return hook_.c; }
    [[nodiscard]] CaptureSubject const& subject() const { return *subject_; }
    /// The picture changed there.
    void changed(Region<OutputPx> const& damage);
    /// Its size or orientation may be another one now: recorders are told.
    void reshaped();
    /// Neither a client's object nor a session knows it any more.
    [[nodiscard]] bool unused() const;
    /// Does any session record it?
    [[nodiscard]] bool recorded() const { return sessions_ > 0; }

private:
    // Standard layout with wlroots' object first, which is all that its callbacks give.
    struct Hook {
        wlr_ext_image_capture_source_v1 c{};
        CaptureSource* self = nullptr;
    };
    using Swapchain = Owned<wlr_swapchain, wlr_swapchain_destroy>;

    [[nodiscard]] static CaptureSource& of(wlr_ext_image_capture_source_v1* c);
    [[nodiscard]] static wlr_ext_image_capture_source_v1_interface const& callbacks();

    void start(bool with_cursor);
    void stop();
    void request();
    void copy_to(wlr_ext_image_copy_capture_frame_v1& target);
    void begin();
    void turn();
    void try_later();
    [[nodiscard]] bool take_picture();
    void hand_out();
    void deliver();
    void forget_pictures();

    Hook hook_;
    Renderer& renderer_;
    EventLoop& loop_;
    std::unique_ptr<CaptureSubject> subject_;
    std::function<void()> let_go_;
    Composer composer_;
    Swapchain swapchain_;
    Timer turn_;
    AfterAnswers next_band_; // the rest of the picture
    std::optional<Frame> frame_; // being painted, or painted and being handed out
    Region<OutputPx> damage_; // since the last picture was taken
    Region<OutputPx> taken_; // what that picture tells recorders
    int sessions_ = 0;
    int awaited_ = 0; // frames that recorders wait for; more than there are when one gave up
    bool with_cursor_ = false;
};

} // namespace vitrail
