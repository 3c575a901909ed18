#include "../open.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <vector>

namespace vitrail {

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto session_patience = 5s;

/// Cards with displays, by their device nodes.
std::vector<std::string> cards()
{
    std::vector<std::string> out;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator{"/dev/dri", ignored})
        if (entry.path().filename().string().starts_with("card"))
            out.push_back(entry.path());
    return out;
}

/// seatd and logind answer a moment later: until then the session is not ours.
bool wait_until_active(wl_event_loop* loop, wlr_session* session)
{
    auto const end = std::chrono::steady_clock::now() + session_patience;
    while (!session->active && std::chrono::steady_clock::now() < end)
        wl_event_loop_dispatch(loop, 100);
    return session->active;
}

/// The chosen card, or all that the seat has, the boot card first.
std::vector<wlr_device*> open_cards(wlr_session* session, std::string const& chosen)
{
    if (!chosen.empty()) {
        auto* device = wlr_session_open_file(session, chosen.c_str());
        return device ? std::vector{device} : std::vector<wlr_device*>{};
    }
    std::array<wlr_device*, 8> found{};
    auto const count = wlr_session_find_gpus(session, found.size(), found.data());
    return {found.begin(), found.begin() + std::max<ssize_t>(count, 0)};
}

} // namespace

Result<OpenedBackend> open_kms(wl_event_loop* loop, std::string const& drm_device)
{
    if (!drm_device.empty() && !fs::exists(drm_device))
        return fail("no-drm-device", "{} does not exist; `ls /dev/dri` shows the cards, --drm-device takes one", drm_device);
    if (drm_device.empty() && cards().empty())
        return fail("no-drm-device", "no display hardware: there is no /dev/dri/card*; load the GPU's driver, or run "
                                     "inside a session (WAYLAND_DISPLAY) or with --backend headless");
    OpenedBackend out;
    out.session = wlr_session_create(loop);
    if (!out.session)
        return fail("no-seat", "no permission for the seat: log in on this terminal (logind), or start seatd and join its "
                               "group");
    if (!wait_until_active(loop, out.session)) {
        wlr_session_destroy(out.session);
        return fail("seat-busy", "the seat is taken by another session; switch to this terminal and try again");
    }
    out.backend = wlr_multi_backend_create(loop);
    if (auto* input = wlr_libinput_backend_create(out.session))
        wlr_multi_backend_add(out.backend, input);
    else
        log::warning("no input devices: libinput does not start; check the permissions of /dev/input");
    for (auto* card : open_cards(out.session, drm_device)) {
        auto* drm = wlr_drm_backend_create(out.session, card, out.displays);
        if (!drm)
            continue;
        wlr_multi_backend_add(out.backend, drm);
        if (!out.displays)
            out.displays = drm;
    }
    if (!out.displays) {
        wlr_backend_destroy(out.backend);
        wlr_session_destroy(out.session);
        return fail("no-kms", "no card can drive displays: is another compositor running on this seat, or has the driver "
                              "no mode setting?");
    }
    return out;
}

} // namespace vitrail
