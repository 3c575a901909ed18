#include "client_window.hpp"

#include "xdg-decoration-unstable-v1-client-protocol.h"
#include "xdg-shell-client-protocol.h"

#include <span>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

std::set<std::uint32_t> numbers(wl_array* array)
{
    std::span const values{static_cast<std::uint32_t*>(array->data), array->size / sizeof(std::uint32_t)};
    return {values.begin(), values.end()};
}

} // namespace

struct WindowListeners {
    static TestWindow& self(void* data) { return *static_cast<TestWindow*>(data); }

    static constexpr xdg_surface_listener surface{
        .configure = [](void* d, xdg_surface*, std::uint32_t serial) { self(d).on_configured(serial); },
    };
    static constexpr xdg_toplevel_listener toplevel{
        .configure =
            [](void* d, xdg_toplevel*, int width, int height, wl_array* states) {
                self(d).pending_ = {{width, height}, numbers(states)};
            },
        .close = [](void* d, xdg_toplevel*) { self(d).close_requested = true; },
        .configure_bounds = [](void* d, xdg_toplevel*, int width, int height) { self(d).bounds = {width, height}; },
        .wm_capabilities = [](void* d, xdg_toplevel*, wl_array* list) { self(d).capabilities = numbers(list); },
    };
};

TestWindow::TestWindow(TestClient& client, WindowSetup setup)
    : surface_{client, setup.title}
    , xdg_surface_{xdg_wm_base_get_xdg_surface(client.globals.wm_base, surface_.c())}
    , toplevel_{xdg_surface_get_toplevel(xdg_surface_)}
    , size_{setup.size}
    , color_{setup.color}
    , paint_{setup.paint}
{
    xdg_surface_add_listener(xdg_surface_, &WindowListeners::surface, this);
    xdg_toplevel_add_listener(toplevel_, &WindowListeners::toplevel, this);
    xdg_toplevel_set_title(toplevel_, setup.title.c_str());
    xdg_toplevel_set_app_id(toplevel_, setup.app_id.c_str());
    if (setup.fullscreen)
        xdg_toplevel_set_fullscreen(toplevel_, nullptr);
    if (setup.maximized)
        xdg_toplevel_set_maximized(toplevel_);
    if (setup.framed) {
        decoration = zxdg_decoration_manager_v1_get_toplevel_decoration(client.globals.decoration, toplevel_);
        zxdg_toplevel_decoration_v1_set_mode(decoration, ZXDG_TOPLEVEL_DECORATION_V1_MODE_SERVER_SIDE);
    }
    surface_.commit();
    client.settle();
}

TestWindow::~TestWindow()
{
    if (decoration)
        zxdg_toplevel_decoration_v1_destroy(decoration);
    xdg_toplevel_destroy(toplevel_);
    xdg_surface_destroy(xdg_surface_);
}

void TestWindow::on_configured(std::uint32_t serial)
{
    configures.push_back(pending_);
    xdg_surface_ack_configure(xdg_surface_, serial);
    bool const resized = pending_.size.width > 0 && pending_.size.height > 0 && pending_.size != size_;
    if (resized && obeys)
        size_ = pending_.size;
    if (!drawn_ || (resized && obeys))
        repaint();
    else if (commits_at_once)
        surface_.commit();
}

void TestWindow::repaint()
{
    if (!paint_) {
        draw(size_, color_);
        return;
    }
    drawn_ = true;
    paint_(*this);
}

TestBuffer& TestWindow::draw(Extent size, Argb color)
{
    size_ = size;
    color_ = color;
    drawn_ = true;
    return surface_.show(size, color);
}

void TestWindow::unmap()
{
    drawn_ = false;
    surface_.attach(nullptr);
    surface_.commit();
}

struct PopupListeners {
    static TestPopup& self(void* data) { return *static_cast<TestPopup*>(data); }

    static constexpr xdg_surface_listener surface{
        .configure = [](void* d, xdg_surface*, std::uint32_t serial) { self(d).on_configured(serial); },
    };
    static constexpr xdg_popup_listener popup{
        .configure =
            [](void* d, xdg_popup*, int x, int y, int width, int height) {
                self(d).x = x, self(d).y = y, self(d).size = {width, height};
            },
        .popup_done = [](void* d, xdg_popup*) { self(d).done = true; },
        .repositioned = [](void*, xdg_popup*, std::uint32_t) {},
    };
};

namespace {

xdg_popup* make_popup(TestClient& client, xdg_surface* surface, xdg_surface* parent, PopupSetup const& setup)
{
    xdg_positioner* p = xdg_wm_base_create_positioner(client.globals.wm_base);
    xdg_positioner_set_size(p, setup.size.width, setup.size.height);
    xdg_positioner_set_anchor_rect(p, setup.anchor_x, setup.anchor_y, setup.anchor_width, setup.anchor_height);
    xdg_positioner_set_anchor(p, setup.anchor);
    xdg_positioner_set_gravity(p, setup.gravity);
    xdg_positioner_set_constraint_adjustment(p, setup.constraints);
    xdg_positioner_set_offset(p, setup.offset_x, setup.offset_y);
    xdg_popup* popup = xdg_surface_get_popup(surface, parent, p);
    xdg_positioner_destroy(p);
    return popup;
}

} // namespace

TestPopup::TestPopup(TestClient& client, xdg_surface* parent, PopupSetup const& setup,
                     std::function<void(xdg_popup*)> const& adopt)
    : surface_{client, setup.label}
    , xdg_surface_{xdg_wm_base_get_xdg_surface(client.globals.wm_base, surface_.c())}
    , popup_{make_popup(client, xdg_surface_, parent, setup)}
    , color_{setup.color}
{
    xdg_surface_add_listener(xdg_surface_, &PopupListeners::surface, this);
    xdg_popup_add_listener(popup_, &PopupListeners::popup, this);
    if (adopt)
        adopt(popup_);
    if (setup.grab)
        xdg_popup_grab(popup_, client.globals.seat, setup.serial);
    surface_.commit();
    client.settle();
}

TestPopup::~TestPopup()
{
    xdg_popup_destroy(popup_);
    xdg_surface_destroy(xdg_surface_);
}

void TestPopup::on_configured(std::uint32_t serial)
{
    if (done)
        return; // it was dismissed before it was there
    xdg_surface_ack_configure(xdg_surface_, serial);
    surface_.show(size, color_);
}

} // namespace vitrail::test
