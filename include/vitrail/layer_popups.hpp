#pragma once

#include "other_data.hpp"

namespace vitrail {

/// Keeps a panel from taking in a menu that is gone already (zwlr_layer_surface_v1.get_popup).
///
/// A menu may be dismissed while its client's request is on its way: that is nobody's fault, and nothing is to be done. wlroots
/// 0.20 looks for what is behind it all the same, and crashes. It does nothing for a panel of which there is nothing left, so that
/// is what it sees while it handles such a request.
class LayerPopups {
public:
    /// `display` and `messages` outlive it.
    LayerPopups(wl_display& display, MessageLog& messages);

private:
    void look_at_request(Message const& request);

    OtherData nothing_;
};

} // namespace vitrail
