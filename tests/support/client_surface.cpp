#include "client_surface.hpp"

#include "alpha-modifier-v1-client-protocol.h"
#include "color-representation-v1-client-protocol.h"
#include "fractional-scale-v1-client-protocol.h"
#include "presentation-time-client-protocol.h"
#include "viewporter-client-protocol.h"

#include <stdexcept>
#include <utility>
#include <wayland-client.h>

namespace vitrail::test {

// The protocol's own name for a request hides the struct of the same name.
using PresentationFeedback = struct wp_presentation_feedback;

/// What the server says about a surface, put down in it.
struct SurfaceListeners {
    static TestSurface& self(void* data) { return *static_cast<TestSurface*>(data); }

    static constexpr wl_surface_listener surface{
        .enter = [](void* d, wl_surface*, wl_output* o) { self(d).on_outputs.insert(o); },
        .leave = [](void* d, wl_surface*, wl_output* o) { self(d).on_outputs.erase(o); },
        .preferred_buffer_scale = [](void* d, wl_surface*, int scale) { self(d).preferred_scale = scale; },
        .preferred_buffer_transform = [](void* d, wl_surface*, std::uint32_t t) { self(d).preferred_transform = int(t); },
    };

    static constexpr wl_callback_listener frame{
        .done =
            [](void* d, wl_callback* callback, std::uint32_t ms) {
                self(d).callbacks_.erase(callback);
                wl_callback_destroy(callback);
                ++self(d).frames_done;
                self(d).last_frame_ms = ms;
            },
    };

    static void keep(TestSurface& s, PresentationFeedback* f, Feedback const& told)
    {
        s.feedback.push_back(told);
        s.feedbacks_.erase(f);
        wp_presentation_feedback_destroy(f);
    }

    static constexpr wp_presentation_feedback_listener feedback{
        .sync_output = [](void*, PresentationFeedback*, wl_output*) {},
        .presented =
            [](void* d, PresentationFeedback* f, std::uint32_t hi, std::uint32_t lo, std::uint32_t ns,
               std::uint32_t refresh, std::uint32_t seq_hi, std::uint32_t seq_lo, std::uint32_t flags) {
                auto const seconds = std::uint64_t{hi} << 32 | lo;
                keep(self(d), f, {true, seconds * 1'000'000'000 + ns, refresh, std::uint64_t{seq_hi} << 32 | seq_lo, flags});
            },
        .discarded = [](void* d, PresentationFeedback* f) { keep(self(d), f, {}); },
    };
    static constexpr wp_fractional_scale_v1_listener scale{
        .preferred_scale = [](void* d, wp_fractional_scale_v1*, std::uint32_t in_120ths) {
            self(d).fractional_scale = in_120ths;
        },
    };
};

namespace {

wl_surface* create_surface(TestClient const& client)
{
    if (!client.globals.compositor)
        throw std::runtime_error{"a test client was ended before it saw anything"};
    return wl_compositor_create_surface(client.globals.compositor);
}

} // namespace

TestSurface::TestSurface(TestClient& client, std::string label)
    : client_{client}
    , surface_{create_surface(client)}
{
    if (!label.empty())
        client.labels[surface_] = std::move(label);
    wl_surface_add_listener(surface_, &SurfaceListeners::surface, this);
}

TestSurface::~TestSurface()
{
    for (auto* callback : callbacks_)
        wl_callback_destroy(callback);
    for (auto* f : feedbacks_)
        wp_presentation_feedback_destroy(f);
    if (viewport_)
        wp_viewport_destroy(viewport_);
    if (scale_watch_)
        wp_fractional_scale_v1_destroy(scale_watch_);
    if (opacity_)
        wp_alpha_modifier_surface_v1_destroy(opacity_);
    if (colors_)
        wp_color_representation_surface_v1_destroy(colors_);
    client_.labels.erase(surface_);
    wl_surface_destroy(surface_);
}

void TestSurface::attach(ClientBuffer const* buffer)
{
    wl_surface_attach(surface_, buffer ? buffer->c() : nullptr, 0, 0);
    if (buffer)
        damage(0, 0, buffer->size().width, buffer->size().height);
}

void TestSurface::attach_only(ClientBuffer const& buffer)
{
    wl_surface_attach(surface_, buffer.c(), 0, 0);
}

void TestSurface::damage(int x, int y, int width, int height)
{
    wl_surface_damage_buffer(surface_, x, y, width, height);
}

void TestSurface::set_buffer_scale(int scale)
{
    wl_surface_set_buffer_scale(surface_, scale);
}

void TestSurface::set_buffer_transform(int transform)
{
    wl_surface_set_buffer_transform(surface_, transform);
}

void TestSurface::set_opaque(int x, int y, int width, int height)
{
    wl_region* region = wl_compositor_create_region(client_.globals.compositor);
    wl_region_add(region, x, y, width, height);
    wl_surface_set_opaque_region(surface_, region);
    wl_region_destroy(region);
}

void TestSurface::set_input(int x, int y, int width, int height)
{
    wl_region* region = wl_compositor_create_region(client_.globals.compositor);
    wl_region_add(region, x, y, width, height);
    wl_surface_set_input_region(surface_, region);
    wl_region_destroy(region);
}

wp_viewport* TestSurface::viewport()
{
    if (!viewport_)
        viewport_ = wp_viewporter_get_viewport(client_.globals.viewporter, surface_);
    return viewport_;
}

void TestSurface::set_source(double x, double y, double width, double height)
{
    wp_viewport_set_source(viewport(), wl_fixed_from_double(x), wl_fixed_from_double(y), wl_fixed_from_double(width),
                           wl_fixed_from_double(height));
}

void TestSurface::set_destination(int width, int height)
{
    wp_viewport_set_destination(viewport(), width, height);
}

void TestSurface::set_opacity(double opacity)
{
    if (!opacity_)
        opacity_ = wp_alpha_modifier_v1_get_surface(client_.globals.alpha_modifier, surface_);
    wp_alpha_modifier_surface_v1_set_multiplier(opacity_, std::uint32_t(opacity * 0xffffffff));
}

void TestSurface::set_yuv(std::uint32_t coefficients, std::uint32_t range)
{
    if (!colors_)
        colors_ = wp_color_representation_manager_v1_get_surface(client_.globals.color_representation, surface_);
    wp_color_representation_surface_v1_set_coefficients_and_range(colors_, coefficients, range);
}

void TestSurface::request_frame()
{
    wl_callback* callback = wl_surface_frame(surface_);
    wl_callback_add_listener(callback, &SurfaceListeners::frame, this);
    callbacks_.insert(callback);
}

void TestSurface::request_feedback()
{
    auto* f = wp_presentation_feedback(client_.globals.presentation, surface_);
    wp_presentation_feedback_add_listener(f, &SurfaceListeners::feedback, this);
    feedbacks_.insert(f);
}

void TestSurface::watch_scale()
{
    scale_watch_ = wp_fractional_scale_manager_v1_get_fractional_scale(client_.globals.fractional_scale, surface_);
    wp_fractional_scale_v1_add_listener(scale_watch_, &SurfaceListeners::scale, this);
}

void TestSurface::commit()
{
    wl_surface_commit(surface_);
}

TestBuffer& TestSurface::show(Extent size, Argb color)
{
    constexpr std::size_t kept = 4;
    if (buffers_.size() == kept)
        buffers_.erase(buffers_.begin());
    buffers_.push_back(std::make_unique<TestBuffer>(client_, size, color));
    attach(buffers_.back().get());
    commit();
    return *buffers_.back();
}

TestSubsurface::TestSubsurface(TestSurface& parent, std::string label)
    : surface_{parent.client(), std::move(label)}
    , subsurface_{wl_subcompositor_get_subsurface(parent.client().globals.subcompositor, surface_.c(), parent.c())}
{
}

TestSubsurface::~TestSubsurface()
{
    wl_subsurface_destroy(subsurface_);
}

void TestSubsurface::set_position(int x, int y)
{
    wl_subsurface_set_position(subsurface_, x, y);
}

void TestSubsurface::set_sync()
{
    wl_subsurface_set_sync(subsurface_);
}

void TestSubsurface::set_desync()
{
    wl_subsurface_set_desync(subsurface_);
}

void TestSubsurface::place_above(TestSurface& sibling)
{
    wl_subsurface_place_above(subsurface_, sibling.c());
}

void TestSubsurface::place_below(TestSurface& sibling)
{
    wl_subsurface_place_below(subsurface_, sibling.c());
}

} // namespace vitrail::test
