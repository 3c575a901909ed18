#pragma once

#include "client_buffer.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

struct wl_callback;
struct wl_output;
struct wl_subsurface;
struct wl_surface;
struct wp_alpha_modifier_surface_v1;
struct wp_color_representation_surface_v1;
struct wp_fractional_scale_v1;
struct wp_presentation_feedback;
struct wp_viewport;

namespace vitrail::test {

/// What wp_presentation told about one commit.
struct Feedback {
    bool presented = false;     ///< false: discarded
    std::uint64_t when_ns = 0;  ///< in the server's presentation clock
    std::uint32_t refresh_ns = 0;
    std::uint64_t sequence = 0; ///< vblank counter
    std::uint32_t flags = 0;
};

/// A wl_surface with the things that hang on it. Requests take effect at `commit`, as in the protocol.
class TestSurface {
public:
    explicit TestSurface(TestClient& client, std::string label = {});
    TestSurface(TestSurface const&) = delete;
    TestSurface& operator=(TestSurface const&) = delete;
    ~TestSurface();

    [[nodiscard]] TestClient& client() const { return client_; }
    [[nodiscard]] wl_surface* c() const { return surface_; }

    /// Attaches a buffer (not owned; null detaches) and damages all of it.
    void attach(ClientBuffer const* buffer);
    void attach_only(ClientBuffer const& buffer); ///< without damage
    void damage(int x, int y, int width, int height); ///< in buffer pixels
    void set_buffer_scale(int scale);
    void set_buffer_transform(int transform);
    void set_opaque(int x, int y, int width, int height);
    void set_input(int x, int y, int width, int height);
    /// wp_viewporter; a width of -1 unsets.
    void set_source(double x, double y, double width, double height);
    void set_destination(int width, int height);
    /// wp_alpha_modifier: 0 to 1.
    void set_opacity(double opacity);
    /// color-representation: WP_COLOR_REPRESENTATION_SURFACE_V1_COEFFICIENTS_* and _RANGE_*.
    void set_yuv(std::uint32_t coefficients, std::uint32_t range);
    /// Asks for one frame callback with the next commit; counted in `frames_done`.
    void request_frame();
    /// Asks for presentation feedback of the next commit; recorded in `feedback`.
    void request_feedback();
    /// Asks to be told the preferred fractional scale.
    void watch_scale();
    void commit();
    /// A new buffer of one colour, owned by the surface, attached and committed. Keeps the last few buffers.
    TestBuffer& show(Extent size, Argb color);

    unsigned frames_done = 0;
    std::uint32_t last_frame_ms = 0;
    std::vector<Feedback> feedback;
    std::set<wl_output*> on_outputs;           ///< entered and not left
    std::optional<unsigned> fractional_scale;  ///< in 120ths
    int preferred_scale = 0, preferred_transform = 0;

private:
    friend struct SurfaceListeners;
    [[nodiscard]] wp_viewport* viewport();

    TestClient& client_;
    wl_surface* surface_;
    wp_viewport* viewport_ = nullptr;
    wp_fractional_scale_v1* scale_watch_ = nullptr;
    wp_alpha_modifier_surface_v1* opacity_ = nullptr;
    wp_color_representation_surface_v1* colors_ = nullptr;
    std::set<wl_callback*> callbacks_;
    std::set<struct wp_presentation_feedback*> feedbacks_;
    std::vector<std::unique_ptr<TestBuffer>> buffers_;
};

/// A surface that belongs to another one. Synchronised until `set_desync`.
class TestSubsurface {
public:
    TestSubsurface(TestSurface& parent, std::string label = {});
    TestSubsurface(TestSubsurface const&) = delete;
    TestSubsurface& operator=(TestSubsurface const&) = delete;
    ~TestSubsurface();

    [[nodiscard]] TestSurface& surface() { return surface_; }
    [[nodiscard]] wl_subsurface* c() const { return subsurface_; }
    void set_position(int x, int y); ///< takes effect with the parent's commit
    void set_sync();
    void set_desync();
    void place_above(TestSurface& sibling);
    void place_below(TestSurface& sibling);

private:
    TestSurface surface_;
    wl_subsurface* subsurface_;
};

} // namespace vitrail::test
