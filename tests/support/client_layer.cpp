#include "client_layer.hpp"

#include <wayland-client.h>

#define namespace namespace_ // a word of C++, and of a parameter
#include "wlr-layer-shell-unstable-v1-client-protocol.h"
#undef namespace

namespace vitrail::test {

struct LayerListeners {
    static TestLayer& self(void* data) { return *static_cast<TestLayer*>(data); }

    static constexpr zwlr_layer_surface_v1_listener layer{
        .configure =
            [](void* d, zwlr_layer_surface_v1*, std::uint32_t serial, std::uint32_t width, std::uint32_t height) {
                self(d).on_configured(serial, {int(width), int(height)});
            },
        .closed = [](void* d, zwlr_layer_surface_v1*) { self(d).closed = true; },
    };
};

TestLayer::TestLayer(TestClient& client, LayerSetup setup)
    : surface_{client, setup.label}
    , shell_{client.bind<zwlr_layer_shell_v1>(zwlr_layer_shell_v1_interface, 5)}
    , layer_{zwlr_layer_shell_v1_get_layer_surface(
          shell_, surface_.c(), setup.output, std::uint32_t(setup.layer), setup.label.c_str())}
    , color_{setup.color}
{
    zwlr_layer_surface_v1_add_listener(layer_, &LayerListeners::layer, this);
    zwlr_layer_surface_v1_set_anchor(layer_, setup.anchor);
    zwlr_layer_surface_v1_set_margin(layer_, setup.top, setup.right, setup.bottom, setup.left);
    if (setup.zone_edge)
        zwlr_layer_surface_v1_set_exclusive_edge(layer_, setup.zone_edge);
    set_size(setup.size);
    set_zone(setup.zone);
    set_keys(setup.keys);
    surface_.commit();
    client.settle();
}

TestLayer::~TestLayer()
{
    zwlr_layer_surface_v1_destroy(layer_);
    zwlr_layer_shell_v1_destroy(shell_);
}

void TestLayer::set_size(Extent size)
{
    zwlr_layer_surface_v1_set_size(layer_, std::uint32_t(size.width), std::uint32_t(size.height));
}

void TestLayer::set_zone(int zone)
{
    zwlr_layer_surface_v1_set_exclusive_zone(layer_, zone);
}
void TestLayer::set_layer(PanelLayer layer)
{
    zwlr_layer_surface_v1_set_layer(layer_, std::uint32_t(layer));
}
void TestLayer::set_anchor(std::uint32_t anchor)
{
    zwlr_layer_surface_v1_set_anchor(layer_, anchor);
}
void TestLayer::adopt(xdg_popup* popup)
{
    zwlr_layer_surface_v1_get_popup(layer_, popup);
}

void TestLayer::set_keys(LayerKeys keys)
{
    zwlr_layer_surface_v1_set_keyboard_interactivity(layer_, std::uint32_t(keys));
}

void TestLayer::draw(Extent size)
{
    size_ = size;
    drawn_ = true;
    surface_.show(size, color_);
}

void TestLayer::unmap()
{
    drawn_ = false;
    surface_.attach(nullptr);
    surface_.commit();
}

void TestLayer::on_configured(std::uint32_t serial, Extent size)
{
    configures.push_back(size);
    zwlr_layer_surface_v1_ack_configure(layer_, serial);
    if (!drawn_ || size != size_)
        draw(size);
    else
        surface_.commit();
}

} // namespace vitrail::test
