#include "input/activity.hpp"

namespace vitrail {

Activity::Activity(wl_display& display, wlr_seat& seat, wlr_cursor& cursor, wlr_keyboard& keys)
    : seat_{seat}
    , notifier_{wlr_idle_notifier_v1_create(&display)}
{
    auto& from = cursor.events;
    wl_signal* const signals[]{
        &keys.events.key,
        &from.motion,
        &from.motion_absolute,
        &from.button,
        &from.axis,
        &from.swipe_begin,
        &from.swipe_update,
        &from.pinch_begin,
        &from.pinch_update,
        &from.hold_begin,
        &from.touch_down,
        &from.touch_up,
        &from.touch_motion,
        &from.tablet_tool_axis,
        &from.tablet_tool_proximity,
        &from.tablet_tool_tip,
        &from.tablet_tool_button,
    };
    static_assert(std::size(signals) == std::tuple_size_v<decltype(sources_)>);
    for (std::size_t i = 0; i < sources_.size(); ++i)
        sources_[i].connect<&Activity::note>(this, *signals[i]);
}

void Activity::note()
{
    wlr_idle_notifier_v1_notify_activity(notifier_, &seat_);
}

} // namespace vitrail
