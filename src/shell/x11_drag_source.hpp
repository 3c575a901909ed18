#pragma once

#include "base/wlr.hpp"
#include "x11_drag.hpp"

namespace vitrail {

/// What is dragged, as wlroots knows it. It is gone when its drag was not accepted, or is finished.
class X11Drag::Source {
public:
    Source(X11Drag& drag, Types types);

    [[nodiscard]] wlr_data_source& c() { return base_.source; }
    [[nodiscard]] bool accepted() const { return base_.source.accepted && base_.source.current_dnd_action != 0; }
    /// The connection to X11 is over.
    void orphan() { drag_ = nullptr; }

    bool dropped = false;
    xcb_timestamp_t time = XCB_CURRENT_TIME; ///< of the last word of X11

private:
    static Source& of(wlr_data_source* source) { return *reinterpret_cast<Base*>(source)->self; }
    static void send(wlr_data_source* source, char const* type, std::int32_t fd);
    static void status_changed(wlr_data_source* source);
    static void finish(wlr_data_source* source);
    static void destroy(wlr_data_source* source);
    static wlr_data_source_impl const impl;

    struct Base { // wlroots' part first: its callbacks find ours from there
        wlr_data_source source{};
        Source* self = nullptr;
    } base_;
    X11Drag* drag_; ///< null: it has nothing to do with us any more
    Types types_;
};

} // namespace vitrail
