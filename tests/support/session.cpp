#include "session.hpp"

#include "base/unix_address.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <poll.h>
#include <ranges>
#include <stdexcept>
#include <sys/socket.h>
#include <wayland-server-core.h>

namespace vitrail::test {

namespace {

template <class T> T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error{result.error().message};
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// What this thread has had of the processor: not what others took.
Duration processor_time()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return from_timespec(t).time_since_epoch(); // not a moment: a span
}

} // namespace

TestServer::TestServer(ServerSetup const& setup) : setup_{setup}
{
    std::signal(SIGPIPE, SIG_IGN); // as the program does: who went is noticed by its descriptor
    ServerOptions options;
    options.backend.kind = BackendKind::Headless;
    options.clock = EventLoop::Clock::Virtual;
    options.kiosk = setup.kiosk;
    options.config = setup.config;
    options.config.xwayland = setup.x11;
    if (!options.config.privacy_mark)
        options.config.privacy_mark = false; // it would be in the way of tests of other things
    auto& background = options.config.shell.background; // tests count pixels: nothing is black unless they say otherwise
    background.color = background.color.value_or(Color{0, 0, 0, 1});
    background.hint = setup.hint;
    options.config.shell.windows.cascade = !setup.least_overlap;
    server_ = must(Server::create(options));
    must(server_->start());
    if (!setup.screen.empty())
        plug("HEADLESS-1", setup.screen, setup.display);
    settle();
}

TestServer::~TestServer()
{
    clients_.clear();
}

TestClient& TestServer::connect()
{
    return connect(connect_raw());
}

TestClient& TestServer::connect(int fd)
{
    clients_.push_back(std::make_unique<TestClient>(fd, [this] { settle(); }));
    settle();
    return *clients_.back();
}

TestClient& TestServer::connect_through(std::string const& socket)
{
    auto const address = unix_address(std::string{std::getenv("XDG_RUNTIME_DIR")} + "/" + socket);
    int const fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!address || ::connect(fd, reinterpret_cast<sockaddr const*>(&*address), sizeof *address) != 0)
        throw std::runtime_error{"nobody is behind " + socket};
    return connect(fd);
}

void TestServer::disconnect(TestClient& client)
{
    std::erase_if(clients_, [&](auto const& each) { return each.get() == &client; });
    settle();
}

int TestServer::connect_raw()
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw std::runtime_error{"no socket pair"};
    if (!wl_client_create(&server_->display(), ends[0]))
        throw std::runtime_error{"the server takes no client"};
    return ends[1];
}

// One round: true if anything moved.
bool TestServer::turn()
{
    auto& loop = server_->loop();
    bool moved = false;
    auto const from = processor_time();
    pollfd waiting{.fd = wl_event_loop_get_fd(loop.c()), .events = POLLIN, .revents = 0};
    moved |= poll(&waiting, 1, 0) > 0;
    wl_event_loop_dispatch(loop.c(), 0);
    if (loop.next_timer() <= loop.now()) {
        loop.advance_to(loop.now());
        moved = true;
    }
    wl_display_flush_clients(&server_->display());
    longest_turn_ = std::max(longest_turn_, processor_time() - from);
    for (auto& client : clients_)
        moved |= client->pump();
    return moved;
}

void TestServer::settle()
{
    constexpr int too_long = 10'000;
    for (int turns = 0; turn(); ++turns)
        if (turns == too_long)
            throw std::runtime_error{"server and clients never come to rest"};
}

void TestServer::advance(Duration span)
{
    settle();
    auto& clock = loop();
    Time const end = clock.now() + span;
    while (clock.next_timer() <= end) {
        clock.advance_to(clock.next_timer());
        settle();
    }
    clock.advance_to(end);
    settle();
}

void TestServer::refresh(unsigned n)
{
    advance(Duration{1'000'000'000'000 / setup_.refresh_mhz} * n);
}

bool TestServer::run_until(std::function<bool()> const& done, Duration limit)
{
    settle();
    auto& clock = loop();
    Time const end = clock.now() + limit;
    while (!done() && clock.next_timer() <= end) {
        clock.advance_to(clock.next_timer());
        settle();
    }
    return done();
}

HeadlessDisplay& TestServer::display(std::string const& name)
{
    auto const found = server_->backend().headless().find(name);
    if (!found)
        throw std::runtime_error{"no display is called " + name};
    return *found;
}

Screen TestServer::screen(std::string const& name)
{
    auto const& shown = display(name);
    auto const size = shown.mode().size;
    return {size.width, size.height, shown.picture()};
}

HeadlessDisplay& TestServer::plug(std::string const& name, Size<OutputPx> size, HeadlessOptions options)
{
    server_->backend().headless().add(name, {.size = size, .refresh_mhz = setup_.refresh_mhz}, options);
    settle();
    return display(name);
}

void TestServer::unplug(std::string const& name)
{
    server_->backend().headless().remove(name);
    settle();
}

void TestServer::place(std::string_view display, Point<Logical> origin, double scale, Transform transform)
{
    server_->outputs().place(output(display), origin, scale, transform);
    settle();
}

void TestServer::resize(std::string_view display, Size<OutputPx> size)
{
    output(display).scanout()->events.resized({.size = size, .refresh_mhz = setup_.refresh_mhz});
    settle();
}

Output& TestServer::output(std::string_view display)
{
    for (Output* output : server_->outputs().active())
        if (output->identity().connector == display)
            return *output;
    throw std::runtime_error{"no output shows on " + std::string{display}};
}

} // namespace vitrail::test
