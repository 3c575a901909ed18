#pragma once

#include "base/geometry.hpp"
#include "base/wlr.hpp"
#include "scene/scene.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace vitrail {

/// What an input method shows beside the text: lists of words to choose from. Below the text cursor, above it where
/// there is no room, and never off the screen.
class InputMethodPopups {
public:
    explicit InputMethodPopups(Scene& scene);
    ~InputMethodPopups();
    InputMethodPopups(InputMethodPopups const&) = delete;
    InputMethodPopups& operator=(InputMethodPopups const&) = delete;

    void add(wlr_input_popup_surface_v2& popup);
    /// The text field that has the user's attention moved, or is another one; null: there is none, and nothing is
    /// shown.
    void follow(wlr_text_input_v3 const* field);

private:
    class Popup;

    void place(Popup& popup) const;
    void remove(Popup& popup);

    Scene& scene_;
    std::optional<Rect<Logical>> cursor_; // in the layout; nothing: no field is active
    std::vector<std::unique_ptr<Popup>> popups_;
};

} // namespace vitrail
