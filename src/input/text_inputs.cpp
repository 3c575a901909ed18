#include "input/text_inputs.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

/// One text field of a client: its object follows the focus of that client.
class TextInputs::Field {
public:
    Field(TextInputs& all, wlr_text_input_v3& field)
        : all_{all}
        , field_{field}
    {
        enable_.connect<&Field::on_commit>(this, field.events.enable);
        commit_.connect<&Field::on_commit>(this, field.events.commit);
        disable_.connect<&Field::on_commit>(this, field.events.disable);
        destroy_.connect<&Field::on_destroy>(this, field.events.destroy);
    }

    [[nodiscard]] wlr_text_input_v3& c() const { return field_; }
    /// Has its client enabled it since its surface has the keyboard?
    [[nodiscard]] bool active() const { return field_.focused_surface && field_.current_enabled && spoken_; }
    /// Enter and leave, as its surface gets and loses the keyboard.
    void follow(wlr_surface* focus)
    {
        bool const own = focus && wl_resource_get_client(focus->resource) == wl_resource_get_client(field_.resource);
        if (field_.focused_surface == (own ? focus : nullptr))
            return;
        spoken_ = false;
        if (field_.focused_surface)
            wlr_text_input_v3_send_leave(&field_);
        if (own)
            wlr_text_input_v3_send_enter(&field_, focus);
    }

private:
    void on_commit()
    {
        spoken_ = true;
        all_.update(true);
    }
    void on_destroy() { all_.remove(*this); }

    TextInputs& all_;
    wlr_text_input_v3& field_;
    bool spoken_ = false;
    Slot<> enable_, commit_, disable_, destroy_;
};

TextInputs::TextInputs(wl_display& display, Scene& scene, wlr_seat& seat)
    : seat_{seat}
    , popups_{scene}
{
    auto* fields = wlr_text_input_manager_v3_create(&display);
    auto* methods = wlr_input_method_manager_v2_create(&display);
    new_field_.connect<&TextInputs::on_new_field>(this, fields->events.new_text_input);
    new_method_.connect<&TextInputs::on_new_method>(this, methods->events.new_input_method);
    focus_change_.connect<&TextInputs::on_focus_change>(this, seat.keyboard_state.events.focus_change);
}

TextInputs::~TextInputs() = default;

// --- fields --------------------------------------------------------------------------------------------------------

void TextInputs::on_new_field(wlr_text_input_v3* field)
{
    if (field->seat != &seat_)
        return;
    fields_.push_back(std::make_unique<Field>(*this, *field));
    fields_.back()->follow(seat_.keyboard_state.focused_surface);
}

void TextInputs::remove(Field& field)
{
    std::erase_if(fields_, [&](auto const& entry) { return entry.get() == &field; });
    update(false);
}

void TextInputs::on_focus_change()
{
    for (auto const& field : fields_)
        field->follow(seat_.keyboard_state.focused_surface);
    update(false);
}

wlr_text_input_v3* TextInputs::find_active() const
{
    auto const found
        = std::ranges::find_if(fields_, &Field::active, [](auto const& field) -> Field const& { return *field; });
    return found == fields_.end() ? nullptr : &(*found)->c();
}

void TextInputs::update(bool told_anew)
{
    auto* const now = find_active();
    bool const same = std::exchange(active_, now) == now;
    popups_.follow(now);
    if (!method_ || (same && !(now && told_anew)))
        return;
    if (!same && method_->active)
        wlr_input_method_v2_send_deactivate(method_);
    if (!same && now)
        wlr_input_method_v2_send_activate(method_);
    if (now)
        tell_method(*now);
    wlr_input_method_v2_send_done(method_);
}

void TextInputs::tell_method(wlr_text_input_v3 const& field) const
{
    auto const& state = field.current;
    if (field.active_features & WLR_TEXT_INPUT_V3_FEATURE_SURROUNDING_TEXT) {
        auto const& around = state.surrounding;
        wlr_input_method_v2_send_surrounding_text(
            method_, around.text ? around.text : "", around.cursor, around.anchor);
    }
    wlr_input_method_v2_send_text_change_cause(method_, state.text_change_cause);
    if (field.active_features & WLR_TEXT_INPUT_V3_FEATURE_CONTENT_TYPE)
        wlr_input_method_v2_send_content_type(method_, state.content_type.hint, state.content_type.purpose);
}

// --- the input method ----------------------------------------------------------------------------------------------

void TextInputs::on_new_method(wlr_input_method_v2* method)
{
    if (method->seat != &seat_ || method_)
        return wlr_input_method_v2_send_unavailable(method);
    method_ = method;
    method_commit_.connect<&TextInputs::on_method_commit>(this, method->events.commit);
    method_gone_.connect<&TextInputs::on_method_gone>(this, method->events.destroy);
    grab_.connect<&TextInputs::on_grab>(this, method->events.grab_keyboard);
    popup_.connect<&TextInputs::on_popup>(this, method->events.new_popup_surface);
    active_ = nullptr;
    update(true);
}

void TextInputs::on_method_commit()
{
    if (!active_)
        return;
    auto const& said = method_->current;
    if (said.preedit.text)
        wlr_text_input_v3_send_preedit_string(
            active_, said.preedit.text, said.preedit.cursor_begin, said.preedit.cursor_end);
    if (said.commit_text)
        wlr_text_input_v3_send_commit_string(active_, said.commit_text);
    if (said.delete_.before_length || said.delete_.after_length)
        wlr_text_input_v3_send_delete_surrounding_text(active_, said.delete_.before_length, said.delete_.after_length);
    wlr_text_input_v3_send_done(active_);
}

/// Half-written words that nobody will finish go.
void TextInputs::on_method_gone()
{
    method_commit_.disconnect();
    method_gone_.disconnect();
    grab_.disconnect();
    popup_.disconnect();
    method_ = nullptr;
    if (!active_)
        return;
    wlr_text_input_v3_send_preedit_string(active_, nullptr, 0, 0);
    wlr_text_input_v3_send_done(active_);
}

void TextInputs::on_grab(wlr_input_method_keyboard_grab_v2* grab)
{
    wlr_input_method_keyboard_grab_v2_set_keyboard(grab, wlr_seat_get_keyboard(&seat_));
}

wlr_input_method_keyboard_grab_v2* TextInputs::grab_for(wlr_keyboard const& keyboard) const
{
    auto* grab = method_ && active_ ? method_->keyboard_grab : nullptr;
    auto* made = wlr_input_device_get_virtual_keyboard(const_cast<wlr_input_device*>(&keyboard.base));
    if (grab && made && wl_resource_get_client(made->resource) == wl_resource_get_client(grab->resource))
        return nullptr;
    return grab;
}

void TextInputs::on_popup(wlr_input_popup_surface_v2* popup)
{
    popups_.add(*popup);
    popups_.follow(active_);
}

} // namespace vitrail
