#pragma once

#include "base/geometry.hpp"
#include "scene/node.hpp"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

struct wlr_surface;
struct wlr_xdg_popup;

namespace vitrail {

class Popup;
class Seat;

/// The surface that `surface` stands on in the end, as one of its popups or sub-surfaces; itself if it is none.
[[nodiscard]] wlr_surface* root_of(wlr_surface* surface);

/// The popups of one window or layer surface, with the popups of these popups, to any depth.
///
/// They are siblings in the scene, each placed from its parent's place: a chain of a hundred is not a tree of a
/// hundred, and nothing here recurses.
class Popups {
public:
    /// What a popup may cover, in coordinates of the root's window geometry; asked when one is placed.
    using Room = std::function<Rect<Logical>()>;

    /// `parent`: its origin is the top left of the root's window geometry.
    Popups(Tree& parent, Seat& seat, Room room);
    ~Popups();
    Popups(Popups const&) = delete;
    Popups& operator=(Popups const&) = delete;

    /// Takes in a popup whose parent is the root or a popup that is here already.
    void adopt(wlr_xdg_popup& popup);
    /// Ends those that hold a grab, the topmost first, without waiting for their client.
    void dismiss();
    /// The root lies elsewhere: popups that wish to be seen whole wherever it goes (reactive ones) are placed anew.
    void root_moved();
    [[nodiscard]] bool empty() const { return popups_.empty(); }
    /// Is any of them holding a grab?
    [[nodiscard]] bool grabbing() const;

private:
    friend class Popup;

    void changed();
    void constrain(Popup& popup);
    void mapped(Popup& popup);
    void unmapped(Popup& popup);
    void gone(Popup& popup);
    [[nodiscard]] Popup* find(wlr_surface const* surface) const;

    Tree tree_;
    Seat& seat_;
    Room room_;
    std::vector<std::unique_ptr<Popup>> popups_; // in order of creation: parents before their children
    std::unordered_map<wlr_surface const*, Popup*> by_surface_;
};

} // namespace vitrail
