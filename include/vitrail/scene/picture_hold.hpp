#pragma once

#include "base/slot.hpp"

#include <cstdint>
#include <functional>
#include <vector>

struct wlr_surface;

namespace vitrail {

/// Keeps what a client commits to a surface, from now on, from being applied, for as long as this object lives. Then it
/// is applied at once, in order.
class PictureHold {
public:
    /// `came` is called for each commit, with what it brings still pending. The hold may be destroyed in it.
    PictureHold(wlr_surface& surface, std::function<void()> came);
    ~PictureHold();
    PictureHold(PictureHold const&) = delete;
    PictureHold& operator=(PictureHold const&) = delete;

private:
    void on_client_commit();
    void on_destroy();

    wlr_surface* surface_; // null once it is gone
    std::function<void()> came_;
    std::vector<std::uint32_t> held_; // wlroots' numbers of the commits
    Slot<> client_commit_, destroy_;
};

} // namespace vitrail
