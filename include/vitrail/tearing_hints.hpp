#pragma once

#include "other_data.hpp"

#include <memory>

namespace vitrail {

/// Forgets what a client wishes for a surface that is gone (wp_tearing_control_v1.set_presentation_hint).
///
/// The object means nothing any more when its surface has ended, and may be used all the same. wlroots 0.20 looks for what is behind
/// it, which is nothing, and crashes.
class TearingHints {
public:
    /// `display` and `messages` outlive it.
    TearingHints(wl_display& display, MessageLog& messages);
    TearingHints(TearingHints const&) = delete;
    TearingHints& operator=(TearingHints const&) = delete;
    ~TearingHints();

private:
    struct Forgotten;

    std::unique_ptr<Forgotten> forgotten_; // takes what is said
    OtherData in_its_place_;
};

} // namespace vitrail
