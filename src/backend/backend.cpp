#include "backend/backend.hpp"

#include "base/log.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "headless/display.hpp"
#include "headless/displays.hpp"
#include "headless/planes.hpp"
#include "kms/device.hpp"
#include "kms/leases.hpp"
#include "nested/planes.hpp"
#include "open.hpp"
#include "simple_planes.hpp"
#include "wlr_scanout.hpp"

#include <algorithm>

namespace vitrail {

struct Backend::Parts {
    Backend& face;
    BackendKind kind;
    OpenedBackend opened;
    std::unique_ptr<SoftwareDisplays> headless;
    KmsDevices cards;
    std::unique_ptr<Leases> leases;
    std::vector<std::shared_ptr<WlrScanout>> scanouts;
    wlr_renderer* renderer = nullptr;
    wlr_allocator* allocator = nullptr;
    Slot<wlr_output> new_output;
    Slot<wlr_input_device> new_input;
    Slot<> displays_gone, session_gone;

    ~Parts()
    {
        displays_gone.disconnect();
        session_gone.disconnect();
        new_output.disconnect();
        new_input.disconnect();
        if (opened.backend)
            wlr_backend_destroy(opened.backend);
        if (opened.session)
            wlr_session_destroy(opened.session);
        headless.reset();
    }

    void add(wlr_output& output, WlrScanout::Traits traits, std::unique_ptr<PlaneDriver> planes)
    {
        if (output.non_desktop) { // a headset: no part of the desktop
            if (leases)
                leases->offer(output);
            return;
        }
        auto scanout = std::make_shared<WlrScanout>(output, *renderer, *allocator, traits, std::move(planes),
                                                    [this](WlrScanout& s) { remove(s); });
        scanouts.push_back(scanout);
        if (face.events.display_added)
            face.events.display_added(scanout);
    }

    void remove(WlrScanout& gone)
    {
        auto const it = std::ranges::find(scanouts, &gone, [](auto const& s) { return s.get(); });
        auto const keep = *it; // until everybody has let go
        scanouts.erase(it);
        if (face.events.display_removed)
            face.events.display_removed(gone);
    }

    [[nodiscard]] std::unique_ptr<PlaneDriver> planes_of(wlr_output& output)
    {
        if (kind == BackendKind::Wayland)
            return std::make_unique<NestedPlanes>(output);
        if (wlr_output_is_drm(&output))
            return cards.planes_of(output);
        return std::make_unique<SimplePlanes>(output);
    }

    void on_new_output(wlr_output* output)
    {
        add(*output, {.paced_by_host = kind == BackendKind::Wayland || kind == BackendKind::X11},
            planes_of(*output));
    }
    void on_new_input(wlr_input_device* device)
    {
        if (face.events.input_added)
            face.events.input_added(*device);
    }
    void on_displays_gone()
    {
        displays_gone.disconnect();
        opened.displays = nullptr;
        log::warning("the display hardware is gone; clients stay, on no screen");
    }
    /// The seat's daemon died: wlroots ends the session by itself, and nothing of it comes back.
    void on_session_gone()
    {
        session_gone.disconnect();
        opened.session = nullptr;
    }
};

Backend::Backend() = default;
Backend::~Backend() = default;

Result<std::unique_ptr<Backend>> Backend::create(EventLoop& loop, BackendOptions const& options)
{
    auto out = std::unique_ptr<Backend>{new Backend};
    auto const kind = options.kind == BackendKind::Auto ? detect_backend() : options.kind;
    OpenedBackend opened;
    if (kind != BackendKind::Headless) {
        auto result = kind == BackendKind::Kms ? open_kms(loop.c(), options.drm_device) : open_nested(loop.c(), kind);
        if (!result)
            return std::unexpected{result.error()};
        opened = *result;
    }
    out->parts_ = std::make_unique<Parts>(*out, kind, opened);
    auto* parts = out->parts_.get();
    parts->headless = std::make_unique<SoftwareDisplays>(
        loop, [parts](SoftwareDisplay& d) {
            parts->add(d.output(), {.shows_shm = true}, std::make_unique<SoftwarePlanes>(d));
        });
    return out;
}

Result<> Backend::start(wlr_renderer& renderer, wlr_allocator& allocator)
{
    parts_->renderer = &renderer;
    parts_->allocator = &allocator;
    parts_->headless->announce();
    auto const& opened = parts_->opened;
    if (!opened.backend)
        return {};
    parts_->new_output.connect<&Parts::on_new_output>(parts_.get(), opened.backend->events.new_output);
    parts_->new_input.connect<&Parts::on_new_input>(parts_.get(), opened.backend->events.new_input);
    parts_->displays_gone.connect<&Parts::on_displays_gone>(parts_.get(), opened.displays->events.destroy);
    if (opened.session)
        parts_->session_gone.connect<&Parts::on_session_gone>(parts_.get(), opened.session->events.destroy);
    if (!wlr_backend_start(opened.backend))
        return fail("backend-start", "the {} backend does not start; its own message is above", name_of(kind()));
    return {};
}

void Backend::use_renderer(wlr_renderer& renderer)
{
    parts_->renderer = &renderer;
    for (auto const& scanout : parts_->scanouts)
        scanout->use_renderer(renderer);
}

void Backend::offer_leases(wl_display& display)
{
    if (kind() == BackendKind::Kms)
        parts_->leases = std::make_unique<Leases>(display, c());
}

BackendKind Backend::kind() const { return parts_->kind; }
wlr_backend& Backend::c() const { return parts_->opened.backend ? *parts_->opened.backend : parts_->headless->c(); }
HeadlessDisplays& Backend::headless() { return *parts_->headless; }

bool Backend::change_vt(unsigned vt)
{
    if (!parts_->opened.session)
        return false;
    parts_->cards.leave();
    return wlr_session_change_vt(parts_->opened.session, vt);
}

} // namespace vitrail
