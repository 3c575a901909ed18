#include "reference_stage.hpp"

#include <cstdlib>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>

namespace vitrail::test {

namespace {

wlr_scene* make_scene()
{
    // Every surface is painted, whatever lies above it, and none handed through to the screen: no short cuts.
    setenv("WLR_SCENE_DISABLE_VISIBILITY", "1", 1);
    setenv("WLR_SCENE_DISABLE_DIRECT_SCANOUT", "1", 1);
    return wlr_scene_create();
}

Screen read(wlr_buffer& buffer)
{
    void* data = nullptr;
    std::uint32_t format = 0;
    std::size_t stride = 0;
    if (!wlr_buffer_begin_data_ptr_access(&buffer, WLR_BUFFER_DATA_PTR_ACCESS_READ, &data, &format, &stride))
        throw std::runtime_error{"the picture cannot be read"};
    Screen out{.width = buffer.width, .height = buffer.height, .pixels = {}};
    for (int y = 0; y < buffer.height; ++y) {
        auto const* row = reinterpret_cast<Argb const*>(static_cast<std::byte const*>(data) + std::size_t(y) * stride);
        for (int x = 0; x < buffer.width; ++x)
            out.pixels.push_back(row[x] | 0xff000000);
    }
    wlr_buffer_end_data_ptr_access(&buffer);
    return out;
}

} // namespace

ReferenceStage::ReferenceStage() : display_{wl_display_create()}
{
    backend_.reset(wlr_headless_backend_create(wl_display_get_event_loop(display_.get())));
    renderer_.reset(wlr_pixman_renderer_create());
    allocator_.reset(wlr_allocator_autocreate(backend_.get(), renderer_.get()));

    wlr_compositor_create(display_.get(), 6, renderer_.get());
    wlr_subcompositor_create(display_.get());
    wlr_shm_create_with_renderer(display_.get(), 2, renderer_.get());
    wlr_viewporter_create(display_.get());
    wlr_single_pixel_buffer_manager_v1_create(display_.get());
    wlr_alpha_modifier_v1_create(display_.get());

    wlr_backend_start(backend_.get());
    output_ = wlr_headless_add_output(backend_.get(), 160, 120);
    wlr_output_init_render(output_, allocator_.get(), renderer_.get());
    scene_ = make_scene();
    scene_output_ = wlr_scene_output_create(scene_, output_);

    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 || !wl_client_create(display_.get(), ends[0]))
        throw std::runtime_error{"the server takes no client"};
    client_ = std::make_unique<TestClient>(ends[1], [this] { turn_until_quiet(); });
    settle();
}

ReferenceStage::~ReferenceStage()
{
    client_.reset();
    wl_display_destroy_clients(display_.get());
    wlr_scene_node_destroy(&scene_->tree.node);
}

bool ReferenceStage::turn()
{
    auto* const loop = wl_display_get_event_loop(display_.get());
    pollfd waiting{.fd = wl_event_loop_get_fd(loop), .events = POLLIN, .revents = 0};
    bool const moved = poll(&waiting, 1, 0) > 0;
    wl_event_loop_dispatch(loop, 0);
    wl_display_flush_clients(display_.get());
    return client_->pump() || moved;
}

void ReferenceStage::turn_until_quiet()
{
    constexpr int too_long = 10'000;
    for (int turns = 0; turn(); ++turns)
        if (turns == too_long)
            throw std::runtime_error{"server and client never come to rest"};
}

void ReferenceStage::adopt(TestSurface& surface, Point<Logical> at)
{
    trees_[&surface] = wlr_scene_subsurface_tree_create(&scene_->tree, &give_role(*display_, surface));
    move(surface, at);
}

void ReferenceStage::move(TestSurface& surface, Point<Logical> at)
{
    wlr_scene_node_set_position(&trees_.at(&surface)->node, at.x, at.y);
}

void ReferenceStage::raise(TestSurface& surface)
{
    wlr_scene_node_raise_to_top(&trees_.at(&surface)->node);
}

void ReferenceStage::set_screen(ScreenSetup const& setup)
{
    wlr_output_state state{};
    wlr_output_state_init(&state);
    wlr_output_state_set_enabled(&state, true);
    wlr_output_state_set_custom_mode(&state, setup.size.width, setup.size.height, 60'000);
    wlr_output_state_set_scale(&state, setup.scale);
    wlr_output_state_set_transform(&state, wl_output_transform(setup.transform));
    bool const done = wlr_output_commit_state(output_, &state);
    wlr_output_state_finish(&state);
    if (!done)
        throw std::runtime_error{"the screen refuses its mode"};
}

Screen ReferenceStage::draw()
{
    settle();
    // A new look at the scene paints everything (see oracle_test.cpp).
    wlr_scene_output_destroy(scene_output_);
    scene_output_ = wlr_scene_output_create(scene_, output_);
    wlr_output_state state{};
    wlr_output_state_init(&state);
    if (!wlr_scene_output_build_state(scene_output_, &state, nullptr))
        throw std::runtime_error{"wlroots' scene draws nothing"};
    auto out = read(*state.buffer);
    wlr_output_commit_state(output_, &state);
    wlr_output_state_finish(&state);
    return out;
}

} // namespace vitrail::test
