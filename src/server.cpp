#include "server.hpp"

#include "backend/backend.hpp"
#include "base/log.hpp"
#include "base/message_log.hpp"
#include "base/wlr.hpp"
#include "capture/capture.hpp"
#include "control/control.hpp"
#include "gatekeeper.hpp"
#include "guards.hpp"
#include "input/seat.hpp"
#include "output/output_manager.hpp"
#include "privacy_watch.hpp"
#include "quotas.hpp"
#include "render/renderer.hpp"
#include "scene/color_representation.hpp"
#include "scene/explicit_sync.hpp"
#include "scene/scene.hpp"
#include "scene/shm_import.hpp"
#include "scene/timing_protocols.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <sys/stat.h>

namespace vitrail {

namespace {

/// Ends the display after everything that hangs on it.
struct Display {
    wl_display* c = wl_display_create();
    ~Display()
    {
        if (c)
            wl_display_destroy(c);
    }
    Display() = default;
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;
};

/// linux-dmabuf, where the renderer can import; null where it cannot.
wlr_linux_dmabuf_v1* create_dmabuf(wl_display* display, wlr_renderer& renderer)
{
    bool const imports
        = wlr_renderer_get_drm_fd(&renderer) >= 0 && wlr_renderer_get_texture_formats(&renderer, WLR_BUFFER_CAP_DMABUF);
    return imports ? wlr_linux_dmabuf_v1_create_with_renderer(display, 5, &renderer) : nullptr;
}

/// Null where whoever draws reads shared memory itself, and where the user does not want it.
std::unique_ptr<ShmImport> create_shm_import(EventLoop& loop, Renderer& renderer, bool wanted)
{
    if (!wanted || !wlr_renderer_get_texture_formats(&renderer.c(), WLR_BUFFER_CAP_DMABUF))
        return nullptr;
    return ShmImport::create(loop, [&renderer](wlr_buffer& buffer) { return renderer.imports(buffer); });
}

/// The protocols that are about surfaces and their pictures. The compositor gets no renderer: import is lazy.
wlr_compositor& create_surface_globals(wl_display* display, Backend& backend, Renderer& renderer, Scene& scene)
{
    auto& compositor = *wlr_compositor_create(display, 6, nullptr);
    scene.latch_surfaces_of(compositor, SurfaceHints{*display});
    wlr_subcompositor_create(display);
    wlr_shm_create_with_renderer(display, 2, &renderer.c());
    wlr_viewporter_create(display);
    wlr_single_pixel_buffer_manager_v1_create(display);
    wlr_fractional_scale_manager_v1_create(display, 1);
    wlr_alpha_modifier_v1_create(display);
    create_color_representation(*display);
    wlr_presentation_create(display, &backend.c(), 2);
    create_fifo_manager(*display);
    create_commit_timing_manager(*display);
    wlr_fixes_create(display, 1);
    return compositor;
}

/// What the seat has to know of displays: it knows no outputs.
std::vector<KnownDisplay> screens(OutputManager const& outputs)
{
    std::vector<KnownDisplay> out;
    for (auto* display : outputs.displays()) {
        auto const& c = display->c();
        auto const identity = display->identity();
        bool const on = outputs.find(&c) && !display->mode().size.empty();
        out.push_back({identity.connector, own_name(identity), {c.phys_width, c.phys_height}, on});
    }
    return out;
}

/// Fences of clients can be waited for and handed on only where display and renderer know timelines.
std::unique_ptr<ExplicitSync> create_explicit_sync(wl_display& display, EventLoop const& loop, Backend& backend,
                                                   Renderer& renderer)
{
    int const drm = wlr_renderer_get_drm_fd(&renderer.c());
    bool const possible = drm >= 0 && renderer.c().features.timeline && backend.c().features.timeline;
    return possible ? ExplicitSync::create(display, loop, drm) : nullptr;
}

} // namespace

struct Server::Parts {
    Display display;
    std::unique_ptr<MessageLog> messages;
    std::unique_ptr<Quotas> quotas;
    std::unique_ptr<Gatekeeper> gatekeeper;
    std::unique_ptr<Guards> guards;
    std::unique_ptr<EventLoop> loop;
    std::unique_ptr<ExplicitSync> explicit_sync; // null: not here
    std::unique_ptr<Backend> backend;
    std::unique_ptr<Renderer> renderer;
    std::unique_ptr<Scene> scene;
    std::unique_ptr<OutputManager> outputs;
    std::unique_ptr<Seat> seat;
    std::unique_ptr<PrivacyWatch> privacy;
    std::unique_ptr<Shell> shell;
    std::unique_ptr<Capture> capture;
    std::unique_ptr<Control> control;
    std::optional<PlaneUse> planes; // the command line's
    AppRules applications;
    KioskConfig kiosk_config;
    std::unique_ptr<Kiosk> kiosk; // null: none, or not yet
    bool is_kiosk = false, lit = false, stopped = false;

    /// What can change while it runs, outputs and planes apart.
    void use(Config const& config)
    {
        auto of_seat = config.seat;
        if (is_kiosk)
            of_seat.clipboard.keep = 0; // what one visitor copied is not for the next
        quotas->configure(config.limits);
        gatekeeper->configure(config.privileges);
        privacy->use_mark(config.privacy_mark.value_or(!is_kiosk)); // a kiosk's screen is for others than its keeper
        scene->limit_waiting_commits(config.limits.waiting_commits);
        seat->configure(of_seat);
        shell->configure(config.shell);
        applications = config.applications;
        kiosk_config = config.kiosk;
    }
    ~Parts()
    {
        control.reset();
        kiosk.reset();
        if (display.c) // not so where there was no memory for even that
            wl_display_destroy_clients(display.c);
        messages.reset(); // there will be none; before those whom it would tell
        guards.reset();
        capture.reset();
        shell.reset();
        privacy.reset();
        seat.reset();
        outputs.reset();
        scene.reset();
        backend.reset(); // its outputs hold buffers of the renderer's allocator
        renderer.reset();
        loop.reset();
    }
};

Server::Server() = default;
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::create(ServerOptions const& options)
{
    auto out = std::unique_ptr<Server>{new Server};
    out->parts_ = std::make_unique<Parts>();
    Parts& p = *out->parts_;
    if (!p.display.c)
        return fail("no-display", "cannot serve clients: out of memory or file descriptors");
    p.messages = std::make_unique<MessageLog>(*p.display.c);
    p.quotas = std::make_unique<Quotas>(*p.display.c, *p.messages, options.config.limits);
    p.is_kiosk = options.kiosk;
    p.gatekeeper = std::make_unique<Gatekeeper>(*p.display.c, *p.messages, options.kiosk);
    p.guards = std::make_unique<Guards>(*p.display.c, *p.messages);
    p.loop = std::make_unique<EventLoop>(wl_display_get_event_loop(p.display.c), options.clock);
    auto backend = Backend::create(*p.loop, options.backend);
    if (!backend)
        return std::unexpected{backend.error()};
    p.backend = std::move(*backend);
    auto renderer = Renderer::create(p.backend->c());
    if (!renderer)
        return std::unexpected{renderer.error()};
    p.renderer = std::move(*renderer);
    p.scene = std::make_unique<Scene>(*p.loop);
    p.scene->use(create_shm_import(*p.loop, *p.renderer, options.config.import_shm));
    auto& compositor = create_surface_globals(p.display.c, *p.backend, *p.renderer, *p.scene);
    p.quotas->count_pictures_of(compositor);
    p.explicit_sync = create_explicit_sync(*p.display.c, *p.loop, *p.backend, *p.renderer);
    p.outputs = std::make_unique<OutputManager>(*p.display.c, *p.loop, *p.scene, *p.renderer, *p.backend,
                                                options.config.outputs);
    p.planes = options.planes;
    p.outputs->use_planes(p.planes.value_or(options.config.planes));
    p.backend->offer_leases(*p.display.c);
    if (auto* dmabuf = create_dmabuf(p.display.c, p.renderer->c()))
        p.outputs->advertise_scanout(*dmabuf);
    wlr_xdg_output_manager_v1_create(p.display.c, &p.outputs->layout());
    p.seat = std::make_unique<Seat>(*p.display.c, *p.loop, *p.scene, p.outputs->layout());
    p.privacy = std::make_unique<PrivacyWatch>(*p.display.c, *p.loop, p.seat->c());
    p.shell = std::make_unique<Shell>(*p.display.c, *p.loop, *p.scene, *p.seat, *p.outputs, options.kiosk);
    p.capture = std::make_unique<Capture>(*p.display.c, *p.loop, *p.scene, *p.renderer, *p.outputs);
    if (options.config.xwayland)
        p.shell->serve_x11(*p.display.c, compositor);
    p.control = std::make_unique<Control>(*p.loop, *p.outputs, *p.seat, *p.shell, options.version);
    out->connect(options);
    return out;
}

/// The wires between rooms that do not know each other.
void Server::connect(ServerOptions const& options)
{
    Parts& p = *parts_;
    p.use(options.config);
    p.shell->set_looks(options.config.looks, p.renderer->paints_looks());
    p.scene->paces = [&p](wlr_surface& surface) {
        auto const* window = p.applications.by_app_id.empty() ? nullptr : p.shell->window_of(&surface);
        return !window || p.applications.rule_for(window->app_id()).pacing;
    };
    p.backend->events.input_added = [&p](wlr_input_device& device) { p.seat->add_device(device); };
    p.seat->screens = [&p] { return screens(*p.outputs); };
    p.outputs->on_change = [&p, this] {
        p.seat->outputs_changed();
        p.shell->outputs_changed();
        p.capture->outputs_changed();
        if (p.kiosk)
            p.kiosk->outputs_changed();
        p.control->outputs_changed();
        stop_without_host();
    };
    p.outputs->on_shown = [this](Output const& output) { shown(output); };
    p.outputs->focused = [&p] { return p.seat->keyboard_focus(); };
    p.outputs->on_latched = [&p](Output& output, Frame const& frame) { p.capture->latched(output, frame); };
    p.capture->find_window = [](wlr_ext_foreign_toplevel_handle_v1& handle) {
        auto* window = static_cast<Window*>(handle.data); // see ToplevelList
        return window ? std::optional{CapturedWindow{window->tree(), window->surface()}} : std::nullopt;
    };
    p.capture->find_unseen = [&p] { return p.shell->mark(); };
    p.privacy->on_mark = [&p](UseKinds kinds) { p.shell->mark_uses(kinds); };
    p.seat->events.injected = [&p](wl_client& client) { p.privacy->injected(client); };
    p.control->find_uses = [&p] { return p.privacy->uses(); };
    p.gatekeeper->of_application = [&p](wl_client const& client) {
        return p.kiosk ? p.kiosk->privileges_of(client) : std::nullopt;
    };
    p.outputs->on_placements = [&p](Output const& output) { p.control->placements_changed(output); };
    if (options.kiosk)
        return;
    p.seat->events.key = [&p, next = p.seat->events.key](KeyPress const& key) {
        if (key.translated_keysym >= XKB_KEY_XF86Switch_VT_1 && key.translated_keysym <= XKB_KEY_XF86Switch_VT_12) {
            if (!key.repeated)
                p.backend->change_vt(key.translated_keysym - XKB_KEY_XF86Switch_VT_1 + 1);
            return true;
        }
        return next && next(key);
    };
}

void Server::shown(Output const& output)
{
    Parts& p = *parts_;
    p.shell->output_shown();
    if (p.outputs->is_placeholder(output) || output.stats().flips == 0)
        return;
    if (!std::exchange(p.lit, true) && on_first_light)
        on_first_light();
    if (p.kiosk)
        p.kiosk->shown(output);
}

void Server::run_kiosk(Kiosk::Setup setup)
{
    Parts& p = *parts_;
    p.kiosk = std::make_unique<Kiosk>(Kiosk::Rooms{.display = *p.display.c, .loop = *p.loop, .scene = *p.scene,
                                                   .outputs = *p.outputs, .seat = *p.seat, .shell = *p.shell},
                                      std::move(setup), p.kiosk_config);
}

/// Nested, the host's user has closed our last window: that is the way to end us there.
void Server::stop_without_host()
{
    auto const kind = parts_->backend->kind();
    bool const nested = kind == BackendKind::Wayland || kind == BackendKind::X11;
    auto const outputs = parts_->outputs->active();
    if (nested && outputs.size() == 1 && parts_->outputs->is_placeholder(*outputs.front()))
        stop();
}

Result<> Server::start()
{
    auto started = parts_->backend->start(parts_->renderer->c(), parts_->renderer->allocator());
    if (started)
        parts_->outputs->ensure_one();
    return started;
}

Result<std::string> Server::listen()
{
    auto const before = ::umask(S_IRWXG | S_IRWXO); // ours alone, be the folder what it may
    char const* name = wl_display_add_socket_auto(parts_->display.c);
    ::umask(before);
    if (!name)
        return fail("no-socket", "cannot open a socket for clients: XDG_RUNTIME_DIR must name a folder that you own and may "
                                 "write to");
    return std::string{name};
}

void Server::configure(Config const& config)
{
    parts_->use(config);
    if (parts_->kiosk)
        parts_->kiosk->configure(config.kiosk);
    parts_->shell->set_looks(config.looks, parts_->renderer->paints_looks());
    parts_->outputs->use_planes(parts_->planes.value_or(config.planes));
    parts_->outputs->set_rules(config.outputs);
    parts_->outputs->ensure_one();
}

/// libwayland forgets a stop that was asked for before it runs.
void Server::run()
{
    if (!parts_->stopped)
        wl_display_run(parts_->display.c);
}

void Server::stop()
{
    parts_->stopped = true;
    wl_display_terminate(parts_->display.c);
}

wl_display& Server::display() const { return *parts_->display.c; }
EventLoop& Server::loop() const { return *parts_->loop; }
Backend& Server::backend() const { return *parts_->backend; }
Renderer& Server::renderer() const { return *parts_->renderer; }
Scene& Server::scene() const { return *parts_->scene; }
OutputManager& Server::outputs() const { return *parts_->outputs; }
Seat& Server::seat() const { return *parts_->seat; }
Shell& Server::shell() const { return *parts_->shell; }
Control& Server::control() const { return *parts_->control; }

} // namespace vitrail
