#pragma once

#include "client_surface.hpp"

#include <cstdint>
#include <vector>

struct xdg_popup;
struct zwlr_layer_shell_v1;
struct zwlr_layer_surface_v1;

namespace vitrail::test {

/// ZWLR_LAYER_SURFACE_V1_ANCHOR_*: their header names a parameter `namespace`, so it stays out of C++.
enum LayerAnchor : std::uint32_t { anchor_top = 1, anchor_bottom = 2, anchor_left = 4, anchor_right = 8 };
inline constexpr std::uint32_t anchor_all = anchor_top | anchor_bottom | anchor_left | anchor_right;
enum class PanelLayer : std::uint32_t { Background, Bottom, Top, Overlay };
enum class LayerKeys : std::uint32_t { None, Exclusive, OnDemand };
enum class LayerError : std::uint32_t { InvalidSurfaceState, InvalidSize, InvalidAnchor, InvalidKeys, InvalidEdge };

/// How a panel starts.
struct LayerSetup {
    PanelLayer layer = PanelLayer::Top;
    std::uint32_t anchor = 0;
    Extent size{}; ///< zero: as long as there is room
    int zone = 0;
    std::uint32_t zone_edge = 0;
    int top = 0, right = 0, bottom = 0, left = 0; ///< margin
    LayerKeys keys = LayerKeys::None;
    Argb color = yellow;
    wl_output* output = nullptr; ///< null: the server chooses
    std::string label = "panel";
};

/// A zwlr_layer_surface_v1 that draws itself in the size it is told. The constructor returns when it is mapped.
class TestLayer {
public:
    explicit TestLayer(TestClient& client, LayerSetup setup = {});
    TestLayer(TestLayer const&) = delete;
    TestLayer& operator=(TestLayer const&) = delete;
    ~TestLayer();

    [[nodiscard]] TestSurface& surface() { return surface_; }
    void set_size(Extent size);
    void set_zone(int zone);
    void set_layer(PanelLayer layer);
    void set_keys(LayerKeys keys);
    void set_anchor(std::uint32_t anchor);
    /// Makes it the parent of a popup that has none.
    void adopt(xdg_popup* popup);
    void draw(Extent size);
    void unmap();

    std::vector<Extent> configures; ///< sizes, oldest first
    bool closed = false;

private:
    friend struct LayerListeners;
    void on_configured(std::uint32_t serial, Extent size);

    TestSurface surface_;
    zwlr_layer_shell_v1* shell_;
    zwlr_layer_surface_v1* layer_;
    Argb color_;
    Extent size_;
    bool drawn_ = false;
};

} // namespace vitrail::test
