#pragma once

#include "base/idle_call.hpp"
#include "base/slot.hpp"
#include "shell/world.hpp"

#include <memory>
#include <vector>

struct wl_display;
struct wlr_ext_foreign_toplevel_list_v1;
struct wlr_foreign_toplevel_manager_v1;

namespace vitrail {

class Desk;
class Window;

/// Windows as task bars, docks and switchers see them: ext_foreign_toplevel_list_v1 (what there is) and
/// zwlr_foreign_toplevel_manager_v1 (their states too, and what to do with them).
///
/// `data` of each ext handle is its Window, for whoever is given such a handle by a client.
class ToplevelList {
public:
    ToplevelList(wl_display& display, World const& world, Desk& desk);
    ~ToplevelList();

    void opened(Window& window);
    void closed(Window& window);
    /// Something of some window changed: clients are told at the end of this turn of the loop, once.
    void changed() { look_again_.ask(); }

private:
    class Entry;

    void update();
    [[nodiscard]] Entry* find(Window const* window) const;

    World world_;
    Desk& desk_;
    wlr_ext_foreign_toplevel_list_v1* list_; // both end with the display
    wlr_foreign_toplevel_manager_v1* manager_;
    std::vector<std::unique_ptr<Entry>> entries_;
    IdleCall look_again_;
};

} // namespace vitrail
