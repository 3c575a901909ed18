#include "input/keyboards.hpp"

#include "base/log.hpp"
#include "input/event_time.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr std::uint32_t evdev_offset = 8; // xkb keycodes are evdev's plus 8 (X11's lowest keycode)

} // namespace

/// A keyboard that shares nothing with the group.
class Keyboards::Apart {
public:
    Apart(Keyboards& all, wlr_keyboard& keyboard) : all_{all}, keyboard_{keyboard}
    {
        key_.connect<&Apart::on_key>(this, keyboard.events.key);
        modifiers_.connect<&Apart::on_modifiers>(this, keyboard.events.modifiers);
        destroyed_.connect<&Apart::on_destroyed>(this, keyboard.base.events.destroy);
    }

    [[nodiscard]] wlr_keyboard& c() const { return keyboard_; }
    void use(KeyboardConfig const& config)
    {
        if (!keyboard_.keymap || !config.same_keymap(config_))
            wlr_keyboard_set_keymap(&keyboard_, compile_some_keymap(config).get());
        wlr_keyboard_set_repeat_info(&keyboard_, config.repeat_rate, config.repeat_delay);
        config_ = config;
    }

private:
    void on_key(wlr_keyboard_key_event* event)
    {
        if (all_.on_key_apart)
            all_.on_key_apart();
        all_.deliver(keyboard_, *event);
    }
    void on_modifiers() { all_.deliver_modifiers(keyboard_); }
    void on_destroyed() { all_.remove(*this); }

    Keyboards& all_;
    wlr_keyboard& keyboard_;
    KeyboardConfig config_; // not of one that a client made
    Slot<wlr_keyboard_key_event> key_;
    Slot<> modifiers_, destroyed_;
};

Keyboards::Keyboards(EventLoop& loop, wlr_seat& seat, Seat::Events const& events, ShortcutsInhibit& inhibit)
    : loop_{loop}, seat_{seat}, events_{events}, inhibit_{inhibit}, keymap_{compile_some_keymap(config_)}, group_{wlr_keyboard_group_create()},
      repeat_{loop, [this] { repeat(); }}
{
    auto& keyboard = group_->keyboard;
    wlr_keyboard_set_keymap(&keyboard, keymap_.get());
    wlr_keyboard_set_repeat_info(&keyboard, config_.repeat_rate, config_.repeat_delay);
    wlr_seat_set_keyboard(&seat_, &keyboard);
    key_.connect<&Keyboards::on_key>(this, keyboard.events.key);
    modifiers_.connect<&Keyboards::on_modifiers>(this, keyboard.events.modifiers);
    keys_gone_.connect<&Keyboards::on_keys_gone>(this, group_->events.leave);
}

Keyboards::~Keyboards() = default;

void Keyboards::add_virtual(wlr_keyboard& keyboard)
{
    apart_.push_back(std::make_unique<Apart>(*this, keyboard));
}

Keyboards::Apart* Keyboards::find_apart(wlr_keyboard const& keyboard) const
{
    auto const found = std::ranges::find(apart_, &keyboard, [](auto const& entry) { return &entry->c(); });
    return found == apart_.end() ? nullptr : found->get();
}

void Keyboards::remove(Apart const& keyboard)
{
    wlr_seat_set_keyboard(&seat_, &group_->keyboard); // wlroots leaves the seat without any
    told_.forget(keyboard.c());
    std::erase_if(apart_, [&](auto const& entry) { return entry.get() == &keyboard; });
}

void Keyboards::add(Device const& device)
{
    if (device.config == config_)
        join(*device.c);
    else
        sort(device);
}

void Keyboards::join(wlr_keyboard& keyboard)
{
    wlr_keyboard_set_keymap(&keyboard, keymap_.get());
    wlr_keyboard_set_repeat_info(&keyboard, config_.repeat_rate, config_.repeat_delay);
    // The group takes over every change of a device's locks: a new device must not switch off the Caps Lock that is on.
    auto const& shared = group_->keyboard.modifiers;
    wlr_keyboard_notify_modifiers(&keyboard, 0, 0, shared.locked, shared.group);
    wlr_keyboard_group_add_keyboard(group_.get(), &keyboard);
    wlr_keyboard_led_update(&keyboard, group_->keyboard.leds);
}

/// Its keys that are held are up for clients: nobody will tell them more.
void Keyboards::leave(wlr_keyboard& keyboard)
{
    for (auto const keycode : std::span{keyboard.keycodes, keyboard.num_keycodes})
        deliver(keyboard, {.time_msec = event_time(loop_), .keycode = keycode, .update_state = false,
                           .state = WL_KEYBOARD_KEY_STATE_RELEASED});
    remove(*find_apart(keyboard));
}

/// Into the group, or out of it, as its configuration has it.
void Keyboards::sort(Device const& device)
{
    auto* apart = find_apart(*device.c);
    if (device.config == config_) {
        if (apart)
            leave(*device.c), join(*device.c);
        return;
    }
    if (!apart) {
        if (device.c->group)
            wlr_keyboard_group_remove_keyboard(group_.get(), device.c);
        add_virtual(*device.c);
        apart = apart_.back().get();
    }
    apart->use(device.config);
}

std::vector<wlr_keyboard*> Keyboards::in_group(std::span<Device const> devices) const
{
    std::vector<wlr_keyboard*> out;
    for (auto const& device : devices)
        if (!find_apart(*device.c))
            out.push_back(device.c);
    return out;
}

void Keyboards::configure(KeyboardConfig const& config, std::span<Device const> devices)
{
    bool const same_keymap = config.same_keymap(config_);
    config_ = config;
    for (auto const& device : devices)
        if (device.config != config_)
            sort(device);
    wlr_keyboard_set_repeat_info(&group_->keyboard, config_.repeat_rate, config_.repeat_delay);
    if (!same_keymap)
        change_keymap(in_group(devices));
    for (auto const& device : devices)
        sort(device); // those that come back
}

void Keyboards::change_keymap(std::span<wlr_keyboard* const> devices)
{
    keymap_ = compile_some_keymap(config_);
    auto const locked = group_->keyboard.modifiers.locked;
    // A device takes the others and the group along; without any the group is alone.
    for (auto* device : devices)
        if (device->keymap != keymap_.get())
            wlr_keyboard_set_keymap(device, keymap_.get());
    if (group_->keyboard.keymap != keymap_.get())
        wlr_keyboard_set_keymap(&group_->keyboard, keymap_.get());
    // A new keymap knows which keys are down, not that Caps Lock is on.
    for (auto* device : devices)
        wlr_keyboard_notify_modifiers(device, device->modifiers.depressed, 0, locked, 0);
}

void Keyboards::removed(std::span<Device const> left)
{
    auto const devices = in_group(left);
    // wlroots releases the keys of a device that goes, but does not tell xkb: the group's Shift would stay down.
    auto& group = group_->keyboard;
    Owned<xkb_state, xkb_state_unref> const held{keymap_ ? xkb_state_new(keymap_.get()) : nullptr};
    if (!held)
        return;
    for (auto const keycode : std::span{group.keycodes, group.num_keycodes})
        xkb_state_update_key(held.get(), keycode + evdev_offset, XKB_KEY_DOWN);
    auto const depressed = xkb_state_serialize_mods(held.get(), XKB_STATE_MODS_DEPRESSED);
    if (depressed == group.modifiers.depressed)
        return;
    auto const before = group.modifiers;
    wlr_keyboard_set_keymap(&group, keymap_.get()); // xkb counts presses: only a new state forgets them
    for (auto* device : devices)
        wlr_keyboard_notify_modifiers(device, depressed, 0, before.locked, before.group);
    wlr_keyboard_notify_modifiers(&group, depressed, 0, before.locked, before.group);
    on_modifiers();
}

void Keyboards::focus(wlr_surface* surface)
{
    wanted_ = surface;
    wanted_destroyed_.disconnect();
    if (surface)
        wanted_destroyed_.connect<&Keyboards::on_wanted_destroyed>(this, surface->events.destroy);
    refocus();
}

void Keyboards::refocus()
{
    if (!wanted_) {
        wlr_seat_keyboard_notify_clear_focus(&seat_);
        return;
    }
    auto& keyboard = *wlr_seat_get_keyboard(&seat_);
    auto const keys = told_.known_to(*wl_resource_get_client(wanted_->resource), keyboard);
    wlr_seat_keyboard_notify_enter(&seat_, wanted_, keys.data(), keys.size(), &keyboard.modifiers);
}

void Keyboards::move_to(wlr_surface& surface)
{
    auto& keyboard = *wlr_seat_get_keyboard(&seat_);
    auto const keys = told_.known_to(*wl_resource_get_client(surface.resource), keyboard);
    wlr_seat_keyboard_enter(&seat_, &surface, keys.data(), keys.size(), &keyboard.modifiers);
}

void Keyboards::on_key(wlr_keyboard_key_event* event)
{
    deliver(group_->keyboard, *event);
}

void Keyboards::deliver(wlr_keyboard& from, wlr_keyboard_key_event const& event)
{
    HeldKey const key{&from, event.keycode};
    bool const released = event.state == WL_KEYBOARD_KEY_STATE_RELEASED;
    if (!released || (repeating_ && *repeating_ == std::pair{&from, event.keycode}))
        repeating_.reset(), repeat_.disarm();
    if (released) {
        if (swallowed_.erase(key))
            return;
    } else if (is_binding(from, event.keycode)) {
        swallowed_.insert(key);
        begin_repeating(from, event.keycode);
        return;
    }
    if (taken(from, event))
        return;
    wlr_seat_set_keyboard(&seat_, &from);
    if (event.state == WL_KEYBOARD_KEY_STATE_RELEASED)
        return release(from, event.keycode, event.time_msec);
    told_.pressed(from, event.keycode, focused_client());
    wlr_seat_keyboard_notify_key(&seat_, event.time_msec, event.keycode, event.state);
}

void Keyboards::release(wlr_keyboard& from, std::uint32_t keycode, std::uint32_t time)
{
    if (told_.released(from, keycode, focused_client()))
        wlr_seat_keyboard_notify_key(&seat_, time, keycode, WL_KEYBOARD_KEY_STATE_RELEASED);
}

wl_client const* Keyboards::focused_client() const
{
    auto const* focused = seat_.keyboard_state.focused_client;
    return focused ? focused->client : nullptr;
}

/// A release goes where the press went, or nowhere.
bool Keyboards::taken(wlr_keyboard& from, wlr_keyboard_key_event const& event)
{
    HeldKey const key{&from, event.keycode};
    auto* grab = grab_for ? grab_for(from) : nullptr;
    bool const released = event.state == WL_KEYBOARD_KEY_STATE_RELEASED;
    bool const its = released ? grabbed_.erase(key) > 0 : grab && grabbed_.insert(key).second;
    if (!its || !grab)
        return its;
    wlr_input_method_keyboard_grab_v2_set_keyboard(grab, &from);
    wlr_input_method_keyboard_grab_v2_send_key(grab, event.time_msec, event.keycode, event.state);
    return true;
}

void Keyboards::deliver_modifiers(wlr_keyboard& from)
{
    if (auto* grab = grab_for ? grab_for(from) : nullptr) {
        wlr_input_method_keyboard_grab_v2_set_keyboard(grab, &from);
        return wlr_input_method_keyboard_grab_v2_send_modifiers(grab, &from.modifiers);
    }
    wlr_seat_set_keyboard(&seat_, &from);
    wlr_seat_keyboard_notify_modifiers(&seat_, &from.modifiers);
}

void Keyboards::begin_repeating(wlr_keyboard& from, std::uint32_t keycode)
{
    if (from.repeat_info.rate <= 0)
        return;
    repeating_ = {&from, keycode};
    repeat_.arm(loop_.now() + std::chrono::milliseconds{from.repeat_info.delay});
}

void Keyboards::repeat()
{
    if (!repeating_)
        return;
    auto const [from, keycode] = *repeating_;
    if (!is_binding(*from, keycode, true) || from->repeat_info.rate <= 0)
        return repeating_.reset();
    repeat_.arm(loop_.now() + Duration{std::chrono::seconds{1}} / from->repeat_info.rate);
}

bool Keyboards::is_binding(wlr_keyboard& from, std::uint32_t keycode, bool repeated)
{
    auto* state = from.xkb_state;
    if (!state || !events_.key)
        return false;
    auto const code = keycode + evdev_offset;
    xkb_keysym_t const* plain = nullptr;
    int const count = xkb_keymap_key_get_syms_by_level(from.keymap, code, xkb_state_key_get_layout(state, code), 0, &plain);
    auto const keysym = count == 1 ? plain[0] : std::uint32_t{XKB_KEY_NoSymbol};
    KeyPress press{.keysym = keysym,
        .modifiers = wlr_keyboard_get_modifiers(&from),
        .translated_keysym = xkb_state_key_get_one_sym(state, code),
        .repeated = repeated,
        .us_keysym = us_keys_.instead_of(keysym, code)};
    if (!repeated && inhibit_.toggled_by(press))
        return true;
    press.inhibited = inhibit_.active();
    return events_.key(press);
}

void Keyboards::on_modifiers()
{
    deliver_modifiers(group_->keyboard);
}

void Keyboards::on_keys_gone(wl_array* keycodes)
{
    // A device went with keys held: the group's state knows already, clients must hear it too.
    std::span const gone{static_cast<std::uint32_t const*>(keycodes->data), keycodes->size / sizeof(std::uint32_t)};
    for (auto const keycode : gone)
        if (!swallowed_.erase({&group_->keyboard, keycode}) && !grabbed_.erase({&group_->keyboard, keycode}))
            release(group_->keyboard, keycode, event_time(loop_));
    on_modifiers();
}

void Keyboards::on_wanted_destroyed()
{
    wanted_ = nullptr;
    wanted_destroyed_.disconnect();
}

} // namespace vitrail
