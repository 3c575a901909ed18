#include "input/seat.hpp"

#include "base/idle_call.hpp"
#include "base/owned.hpp"
#include "base/slot.hpp"
#include "base/wlr.hpp"
#include "input/activity.hpp"
#include "input/cursor.hpp"
#include "input/devices.hpp"
#include "input/drag_and_drop.hpp"
#include "input/gestures.hpp"
#include "input/guest_seats.hpp"
#include "input/keyboards.hpp"
#include "input/libinput_options.hpp"
#include "input/pointer_router.hpp"
#include "input/screen_binding.hpp"
#include "input/selections.hpp"
#include "input/shortcuts_inhibit.hpp"
#include "input/tablets.hpp"
#include "input/text_inputs.hpp"
#include "input/touch_router.hpp"
#include "input/virtual_devices.hpp"

#include <utility>
#include <vector>

namespace vitrail {

namespace {

std::size_t bytes_kept(SeatConfig const& config) { return std::size_t(config.clipboard.keep) * 1024 * 1024; }

} // namespace

/// The seat's parts, in the order in which they stand on each other.
struct Seat::Parts {
    Parts(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout, Events const& events);
    ~Parts() { scene.on_rearranged = {}; }
    Parts(Parts const&) = delete;
    Parts& operator=(Parts const&) = delete;

    void add(wlr_input_device& device);
    void add_keyboard(wlr_input_device& device);
    void add_virtual(wlr_input_device& device, wlr_seat const* wanted);
    void configure(SeatConfig const& wanted);
    void remove(wlr_input_device& device);
    [[nodiscard]] KeyboardConfig const& config_of(wlr_input_device& keyboard) const;
    [[nodiscard]] std::vector<Keyboards::Device> all_keyboards() const;
    void update_capabilities();
    void on_layout_change();
    void on_layout_destroy();
    void drag_started();
    void drag_ended();

    Scene& scene;
    SeatConfig config;
    Owned<wlr_seat, wlr_seat_destroy> seat;
    Cursor cursor;
    ShortcutsInhibit shortcuts;
    TextInputs text_inputs;
    Keyboards keyboards;
    PointerRouter pointer;
    DragAndDrop drag;
    Tablets tablets;
    TouchRouter touch;
    Gestures gestures;
    Selections selections;
    Activity activity;
    Devices devices;
    ScreenBinding binding;
    GuestSeats guests;
    VirtualDevices virtual_devices;
    IdleCall look_again;
    Slot<> layout_change;
    Slot<> layout_destroy;
    Slot<> keyboard_grab_end;
};

Seat::Parts::Parts(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout, Events const& events)
    : scene{scene}, seat{wlr_seat_create(&display, "seat0")}, cursor{loop, scene, layout}, shortcuts{display, *seat},
      text_inputs{display, scene, *seat}, keyboards{loop, *seat, events, shortcuts},
      pointer{display, loop, scene, *seat, cursor, events},
      drag{scene, *seat, {.started = [this] { drag_started(); }, .ended = [this] { drag_ended(); }}},
      tablets{display, scene, *seat, cursor, pointer, events}, touch{loop, scene, *seat, cursor, drag, events},
      gestures{display, *seat, cursor.c()}, selections{display, loop, *seat},
      activity{display, *seat, cursor.c(), keyboards.group()},
      devices{{.gone = [this](wlr_input_device& device) { remove(device); }}}, binding{devices, cursor},
      guests{display, loop, scene, layout, *seat, [this] { activity.note(); }},
      virtual_devices{display,
          {.added = [this](wlr_input_device& device, wlr_seat const* wanted) { add_virtual(device, wanted); },
              .used = [&events](wl_client& client) {
                  if (events.injected)
                      events.injected(client);
              }}},
      look_again{loop.c(), [this] { pointer.rebase(), guests.look_again(); }}
{
    // Not at once: a window that is being mapped has no picture in the scene yet.
    scene.on_rearranged = [this] { look_again.ask(); };
    keyboards.on_key_apart = [this] { activity.note(); };
    keyboards.grab_for = [this](wlr_keyboard const& keyboard) { return text_inputs.grab_for(keyboard); };
    pointer.on_moved = [this, &events] {
        if (drag.active() && !drag.finger())
            drag.move_icon(cursor.position());
        if (events.moved)
            events.moved();
    };
    pointer.scroll_factor = [this](wlr_input_device const& device) {
        auto const* rule = devices.rule_of(device);
        return rule ? rule->scroll_factor.value_or(1) : 1;
    };
    touch.waits = [this](wlr_input_device& device) { return binding.waits(device); };
    tablets.waits = touch.waits;
    layout_change.connect<&Parts::on_layout_change>(this, layout.events.change);
    layout_destroy.connect<&Parts::on_layout_destroy>(this, layout.events.destroy);
    keyboard_grab_end.connect<&Keyboards::refocus>(&keyboards, seat->events.keyboard_grab_end);
    selections.keep(bytes_kept(config));
}

void Seat::Parts::add(wlr_input_device& device)
{
    switch (device.type) {
    case WLR_INPUT_DEVICE_KEYBOARD: add_keyboard(device); break;
    case WLR_INPUT_DEVICE_TABLET:   tablets.add(*wlr_tablet_from_input_device(&device)); [[fallthrough]];
    case WLR_INPUT_DEVICE_POINTER:
    case WLR_INPUT_DEVICE_TOUCH:    wlr_cursor_attach_input_device(&cursor.c(), &device); break;
    case WLR_INPUT_DEVICE_TABLET_PAD: tablets.add(*wlr_tablet_pad_from_input_device(&device)); break;
    default:                        return;
    }
    devices.add(device);
    binding.update();
    update_capabilities();
}

void Seat::Parts::add_keyboard(wlr_input_device& device)
{
    auto& keyboard = *wlr_keyboard_from_input_device(&device);
    if (wlr_input_device_get_virtual_keyboard(&device))
        keyboards.add_virtual(keyboard);
    else
        keyboards.add({&keyboard, config_of(device)});
}

void Seat::Parts::add_virtual(wlr_input_device& device, wlr_seat const* wanted)
{
    if (!wanted || wanted == seat.get())
        add(device);
    else if (auto* guest = guests.find(wanted))
        guest->add(device);
}

/// What the user says of it by its own name or id, else what is said of all.
KeyboardConfig const& Seat::Parts::config_of(wlr_input_device& keyboard) const
{
    auto const names = names_of(keyboard);
    for (auto const& name : {names.name, names.id})
        if (auto const found = config.keyboards.find(name); found != config.keyboards.end())
            return found->second;
    return config.keyboard;
}

/// Those of the machine.
std::vector<Keyboards::Device> Seat::Parts::all_keyboards() const
{
    std::vector<Keyboards::Device> out;
    devices.for_each([&](wlr_input_device& device) {
        if (device.type == WLR_INPUT_DEVICE_KEYBOARD && !wlr_input_device_get_virtual_keyboard(&device))
            out.push_back({wlr_keyboard_from_input_device(&device), config_of(device)});
    });
    return out;
}

void Seat::Parts::configure(SeatConfig const& wanted)
{
    auto const before = std::exchange(config, wanted);
    devices.configure(config.devices);
    binding.update();
    keyboards.configure(config.keyboard, all_keyboards());
    if (config.cursor != before.cursor)
        cursor.image().set_theme(config.cursor);
    selections.keep(bytes_kept(config));
}

void Seat::Parts::remove(wlr_input_device& device)
{
    if (device.type == WLR_INPUT_DEVICE_TOUCH)
        touch.remove(*wlr_touch_from_input_device(&device));
    if (device.type == WLR_INPUT_DEVICE_KEYBOARD)
        keyboards.removed(all_keyboards());
    update_capabilities();
}

void Seat::Parts::update_capabilities()
{
    auto const capabilities = devices.capabilities();
    bool const has_pointer = capabilities & WL_SEAT_CAPABILITY_POINTER;
    if (has_pointer != cursor.enabled()) {
        cursor.set_enabled(has_pointer);
        pointer.rebase(); // without a pointer, nothing has its focus
    }
    wlr_seat_set_capabilities(seat.get(), capabilities);
}

void Seat::Parts::on_layout_change()
{
    binding.update(); // at once: wlroots keeps the pointer to an output that went
    cursor.outputs_changed();
}

void Seat::Parts::on_layout_destroy()
{
    layout_change.disconnect();
    layout_destroy.disconnect();
}

void Seat::Parts::drag_started()
{
    if (auto const finger = drag.finger()) {
        if (auto const at = touch.position(*finger))
            drag.move_icon(*at);
        return;
    }
    cursor.image().override_shape("grabbing");
    drag.move_icon(cursor.position());
    pointer.rebase();
}

void Seat::Parts::drag_ended()
{
    cursor.image().override_shape(std::nullopt);
    keyboards.refocus();
    pointer.rebase();
}

Seat::Seat(wl_display& display, EventLoop& loop, Scene& scene, wlr_output_layout& layout)
    : parts_{std::make_unique<Parts>(display, loop, scene, layout, events)}
{
    parts_->binding.screens = [this] { return screens ? screens() : std::vector<KnownDisplay>{}; };
}

Seat::~Seat() = default;

void Seat::add_device(wlr_input_device& device) { parts_->add(device); }

void Seat::configure(SeatConfig const& config) { parts_->configure(config); }

void Seat::focus_keyboard(wlr_surface* surface) { parts_->keyboards.focus(surface); }

void Seat::move_keyboard(wlr_surface& surface) { parts_->keyboards.move_to(surface); }

wlr_surface* Seat::keyboard_focus() const { return parts_->seat->keyboard_state.focused_surface; }

void Seat::begin_grab(std::unique_ptr<PointerGrab> grab)
{
    parts_->drag.cancel();
    if (parts_->touch.holds_fingers() && !parts_->pointer.holds_buttons())
        parts_->touch.begin_grab(std::move(grab));
    else
        parts_->pointer.begin_grab(std::move(grab));
}

void Seat::end_grab()
{
    parts_->pointer.end_grab();
    parts_->touch.end_grab();
}

void Seat::take_back()
{
    parts_->drag.cancel();
    end_grab();
    parts_->touch.cancel_all();
    parts_->pointer.rebase();
}

void Seat::keep_awake(bool awake) { parts_->activity.keep_awake(awake); }

FPoint<Logical> Seat::cursor() const { return parts_->cursor.position(); }

void Seat::hide_resting_cursor(Duration after) { parts_->cursor.hide_at_rest(after); }

void Seat::scene_changed() { parts_->look_again.ask(); }

void Seat::outputs_changed()
{
    parts_->binding.update();
    parts_->cursor.outputs_changed();
    parts_->pointer.rebase();
}

void Seat::x11_clipboard_marked(bool secret) { parts_->selections.x11_marked(secret); }

void Seat::x11_clipboard_died() { parts_->selections.x11_owner_died(); }

wlr_seat& Seat::c() const { return *parts_->seat; }

std::vector<DeviceReport> Seat::devices() const
{
    std::vector<DeviceReport> out;
    parts_->devices.for_each([&](wlr_input_device& device) {
        out.push_back({names_of(device), parts_->binding.choice_for(device), libinput_settings(device)});
    });
    return out;
}

} // namespace vitrail
