#pragma once

#include "backend/scanout.hpp"
#include "base/event_loop.hpp"
#include "base/result.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct wl_display;
struct wlr_allocator;
struct wlr_backend;
struct wlr_input_device;
struct wlr_renderer;

namespace vitrail {

class HeadlessDisplays;

/// Where pictures go and events come from.
enum class BackendKind { Auto, Kms, Wayland, X11, Headless };

[[nodiscard]] std::string_view name_of(BackendKind kind);
/// What `Auto` means here: a live Wayland or X11 session to nest in, else the seat's own displays. A `WAYLAND_DISPLAY`
/// whose socket nobody serves is no session.
[[nodiscard]] BackendKind detect_backend();

struct BackendOptions {
    BackendKind kind = BackendKind::Auto;
    std::string drm_device; ///< KMS only: the card to use; empty: the seat's first
};

/// The machine below: displays and input devices as they come and go, and the session that lends them to us.
class Backend {
public:
    struct Events {
        std::function<void(std::shared_ptr<Scanout>)> display_added;
        std::function<void(Scanout&)> display_removed; ///< last chance to let go of its wlr_output
        std::function<void(wlr_input_device&)> input_added;
    };

    [[nodiscard]] static Result<std::unique_ptr<Backend>> create(EventLoop& loop, BackendOptions const& options);
    ~Backend();

    /// Displays and devices are announced from here on. Pictures are allocated by `allocator` and drawn by `renderer`;
    /// neither is owned, both outlive the backend's displays.
    [[nodiscard]] Result<> start(wlr_renderer& renderer, wlr_allocator& allocator);

    /// Another renderer draws from now on: on all displays, and on those to come.
    void use_renderer(wlr_renderer& renderer);

    /// Headsets can be leased through this display, which must outlive the backend. Before `start`.
    void offer_leases(wl_display& display);

    [[nodiscard]] BackendKind kind() const;
    [[nodiscard]] wlr_backend& c() const;
    /// Switches to another virtual terminal; false where there are none.
    bool change_vt(unsigned vt);

    /// Displays without hardware: the headless backend's own, and the placeholder when all real ones are gone.
    [[nodiscard]] HeadlessDisplays& headless();

    Events events;

private:
    Backend();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrail
