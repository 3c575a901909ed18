#pragma once

#include "backend/headless.hpp"
#include "base/event_loop.hpp"
#include "client_seat.hpp"
#include "client_window.hpp"
#include "server.hpp"
#include "session_picture.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

class Output;

namespace test {

/// How a test's world starts.
struct ServerSetup {
    Size<OutputPx> screen{320, 240}; ///< of the first display, "HEADLESS-1"; empty: start without one
    int refresh_mhz = 50'000;        ///< 20 ms: round numbers
    bool kiosk = false;
    HeadlessOptions display{};       ///< what the first display can do
    Config config{};                 ///< the user's
    bool x11 = false;                ///< programs of X11 can run
    bool least_overlap = false;      ///< new windows open where they hide least; else one below the other
    bool hint = false;               ///< an empty screen says what to press
};

/// A whole Vitrail in the test's own thread: headless, painted by pixman, on virtual time.
///
/// Nothing happens by itself. `settle()` lets server and clients talk until all is said, at the present moment;
/// `advance()` lets time pass, from one timer to the next. So a test gives the same result on every machine, however
/// busy it is, and a minute of nothing takes no time.
class TestServer {
public:
    explicit TestServer(ServerSetup const& setup = {});
    TestServer(TestServer const&) = delete;
    TestServer& operator=(TestServer const&) = delete;
    ~TestServer();

    /// A new client, which lives as long as the server; it has seen the registry.
    TestClient& connect();
    /// The same over a connection that came about otherwise.
    TestClient& connect(int fd);
    /// A client that comes through the socket of this name in XDG_RUNTIME_DIR.
    TestClient& connect_through(std::string const& socket);
    /// Ends a client before the server ends, as a program does. Its objects have gone already.
    void disconnect(TestClient& client);
    /// A connection that says nothing of itself: for broken handshakes. The caller owns the client's end.
    [[nodiscard]] int connect_raw();

    /// Server and clients answer each other until nobody has anything left to do now.
    void settle();
    /// Lets `span` pass.
    void advance(Duration span);
    /// Lets n refreshes of the first output pass.
    void refresh(unsigned n = 1);
    /// Lets time pass until `done` or until `limit` has passed; tells whether it came to be.
    [[nodiscard]] bool run_until(std::function<bool()> const& done, Duration limit = std::chrono::seconds{2});

    /// How long the server was busy at a time, at most, before anybody else had his turn: processor time.
    [[nodiscard]] Duration longest_turn() const { return longest_turn_; }
    void forget_turns() { longest_turn_ = {}; }

    /// What a person would see on a display now.
    [[nodiscard]] Screen screen(std::string const& display = "HEADLESS-1");
    [[nodiscard]] HeadlessDisplay& display(std::string const& name = "HEADLESS-1");
    /// Plugs a display in; returns when the server has taken it up.
    HeadlessDisplay& plug(std::string const& name, Size<OutputPx> size, HeadlessOptions options = {});
    void unplug(std::string const& name);
    /// Moves, scales or turns what a display shows, as its user does.
    void place(std::string_view display, Point<Logical> origin, double scale, Transform transform = Transform::Normal);
    /// Gives a display another size, as the user of a nested window does.
    void resize(std::string_view display, Size<OutputPx> size);

    [[nodiscard]] Server& server() const { return *server_; }
    [[nodiscard]] EventLoop& loop() const { return server_->loop(); }
    /// The output that shows on this display; the test fails if there is none.
    [[nodiscard]] Output& output(std::string_view display = "HEADLESS-1");

private:
    [[nodiscard]] bool turn();

    ServerSetup setup_;
    std::unique_ptr<Server> server_;
    Duration longest_turn_{};
    std::vector<std::unique_ptr<TestClient>> clients_;
};

/// A client that ends with this object; what it has goes before.
class PassingClient {
public:
    explicit PassingClient(TestServer& server) : server_{server}, client_{server.connect()} {}
    PassingClient(PassingClient const&) = delete;
    PassingClient& operator=(PassingClient const&) = delete;
    ~PassingClient() { server_.disconnect(client_); }

    [[nodiscard]] TestClient& client() const { return client_; }

private:
    TestServer& server_;
    TestClient& client_;
};

} // namespace test
} // namespace vitrail
