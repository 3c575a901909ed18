#include "other_data.hpp"

#include "client_hook.hpp"

namespace vitrail {

/// As long as this lives.
struct OtherData::Shown {
    Shown(OtherData& of, wl_resource& its, void* data) : owner{of}, resource{its}, behind{wl_resource_get_user_data(&its)}
    {
        wl_resource_set_user_data(&resource, data);
        wl_client_add_destroy_listener(wl_resource_get_client(&resource), &gone.listener);
    }
    ~Shown() { wl_resource_set_user_data(&resource, behind); }
    static void on_gone(wl_listener* listener, void*) { ClientHook<Shown>::of(listener).owner.shown_.reset(); }

    OtherData& owner;
    wl_resource& resource;
    void* behind;
    ClientHook<Shown> gone{*this, on_gone};
};

OtherData::OtherData(wl_display& display, MessageLog& messages)
    : messages_{messages}, end_{wl_display_get_event_loop(&display), [this] { shown_.reset(); }}
{
}

OtherData::~OtherData() = default;

void OtherData::show(wl_resource& resource, void* data)
{
    shown_.reset();
    shown_ = std::make_unique<Shown>(*this, resource, data);
    messages_.on_next([this](Message const&) { shown_.reset(); });
    end_.ask();
}

} // namespace vitrail
