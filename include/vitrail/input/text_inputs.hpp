#pragma once

#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/input_method_popups.hpp"
#include "scene/scene.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// Carries words from the input method (a screen keyboard, an engine for Chinese) to the text field with the focus, and
/// what that field is like the other way round (text-input-v3, input-method-v2).
///
/// There is one input method at a time. A field is active while its surface has the keyboard and its client says so;
/// the input method is active exactly then.
class TextInputs {
public:
    TextInputs(wl_display& display, Scene& scene, wlr_seat& seat);
    ~TextInputs();
    TextInputs(TextInputs const&) = delete;
    TextInputs& operator=(TextInputs const&) = delete;

    /// The input method's grab, if keys of `keyboard` are for it; null: they go where they always go. Not for those
    /// that the input method itself types.
    [[nodiscard]] wlr_input_method_keyboard_grab_v2* grab_for(wlr_keyboard const& keyboard) const;

private:
    class Field;

    void on_new_field(wlr_text_input_v3* field);
    void on_new_method(wlr_input_method_v2* method);
    void on_method_commit();
    void on_method_gone();
    void on_grab(wlr_input_method_keyboard_grab_v2* grab);
    void on_popup(wlr_input_popup_surface_v2* popup);
    void on_focus_change();

    void remove(Field& field);
    /// What fields and focus are now decides whether the input method is active, and what it is told.
    void update(bool told_anew);
    [[nodiscard]] wlr_text_input_v3* find_active() const;
    void tell_method(wlr_text_input_v3 const& field) const;

    wlr_seat& seat_;
    std::vector<std::unique_ptr<Field>> fields_;
    wlr_text_input_v3* active_ = nullptr;
    wlr_input_method_v2* method_ = nullptr; // null: none is running
    InputMethodPopups popups_;

    Slot<wlr_text_input_v3> new_field_;
    Slot<wlr_input_method_v2> new_method_;
    Slot<> method_commit_, method_gone_, focus_change_;
    Slot<wlr_input_method_keyboard_grab_v2> grab_;
    Slot<wlr_input_popup_surface_v2> popup_;
};

} // namespace vitrail
