#pragma once

#include <type_traits>
#include <wayland-server-core.h>

namespace vitrail {

/// Listens to one `wl_signal` and unlinks itself: on `disconnect()`, on reconnection and when it is destroyed.
///
/// wlroots asserts that nobody listens when an object goes, so every listener of ours is a Slot: an owner that goes
/// takes its slots along, and a handler of `destroy` disconnects (or destroys) the slots of that object first.
///
///     Slot<wlr_output_event_present> present_;
///     present_.connect<&KmsScanout::on_presented>(this, output->events.present);
///
/// `Event` is what wlroots documents beside the signal; handlers that do not need it take no argument.
template <class Event = void> class Slot {
public:
    Slot() = default;
    Slot(Slot const&) = delete;
    Slot& operator=(Slot const&) = delete;
    ~Slot() { disconnect(); }

    /// Calls `Method` of `owner` whenever `signal` is emitted, until disconnected. Neither is owned.
    template <auto Method, class Owner> void connect(Owner* owner, wl_signal& signal)
    {
        disconnect();
        owner_ = owner;
        call_ = [](void* self, Event* event) {
            if constexpr (std::is_invocable_v<decltype(Method), Owner*, Event*>)
                (static_cast<Owner*>(self)->*Method)(event);
            else
                (static_cast<Owner*>(self)->*Method)();
        };
        hook_.self = this;
        hook_.listener.notify = [](wl_listener* listener, void* data) {
            Slot& slot = *reinterpret_cast<Hook*>(listener)->self;
            slot.call_(slot.owner_, static_cast<Event*>(data));
        };
        wl_signal_add(&signal, &hook_.listener);
    }

    void disconnect()
    {
        if (owner_)
            wl_list_remove(&hook_.listener.link);
        owner_ = nullptr;
    }

    [[nodiscard]] bool connected() const { return owner_ != nullptr; }

private:
    // Standard layout with the listener first: the one place where a C callback finds its C++ object again.
    struct Hook {
        wl_listener listener{};
        Slot* self = nullptr;
    } hook_;
    void* owner_ = nullptr;
    void (*call_)(void*, Event*) = nullptr;
};

} // namespace vitrail
