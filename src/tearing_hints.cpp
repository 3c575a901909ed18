#include "tearing_hints.hpp"

#include "base/wlr.hpp"

namespace vitrail {

struct TearingHints::Forgotten {
    wlr_tearing_control_v1 control{};
};

TearingHints::TearingHints(wl_display& display, MessageLog& messages)
    : forgotten_{std::make_unique<Forgotten>()}, in_its_place_{display, messages}
{
    messages.on_request("set_presentation_hint", {"wp_tearing_control_v1"}, [this](Message const& request) {
        if (!wl_resource_get_user_data(&request.resource))
            in_its_place_.show(request.resource, &forgotten_->control);
    });
}

TearingHints::~TearingHints() = default;

} // namespace vitrail
