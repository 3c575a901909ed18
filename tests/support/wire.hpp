#pragma once

#include "client.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitrail::test {

class TestServer;

/// An object of a WireClient.
struct WireObject {
    std::uint32_t id = 0; ///< 0: none
    wl_interface const* interface = nullptr;
};

/// A descriptor that travels with a request; it stays the caller's.
struct WireDescriptor {
    int fd;
};

using WireArgument = std::variant<int, std::uint32_t, std::string, WireObject, WireDescriptor>;

/// Why the server ended a WireClient's connection.
struct WireError {
    std::uint32_t object; ///< its number; 1 is the wl_display
    std::uint32_t code;   ///< one of that object's own errors
    std::string text;
};

/// A client without a library: it writes requests to its socket as it likes, whether they make sense or not, and remembers
/// nothing but numbers. So a million objects cost only the server something, and nothing is checked before it gets there.
class WireClient {
public:
    /// `guide` is any client of the same server: the registry tells all the same numbers.
    WireClient(TestServer& server, TestClient const& guide);
    ~WireClient();
    WireClient(WireClient const&) = delete;
    WireClient& operator=(WireClient const&) = delete;

    /// A global in this version. Throws std::runtime_error if the server offers none.
    WireObject bind(wl_interface const& interface, std::uint32_t version);
    /// A request by its name in the protocol. Arguments are what its signature has but for new objects, which get numbers
    /// by themselves. The new object, if it makes one. Nothing, once the server has ended the connection.
    WireObject call(WireObject const& object, char const* request, std::vector<WireArgument> const& arguments = {});
    /// Any bytes.
    void send(void const* bytes, std::size_t size, int fd = -1);

    /// It reads what the server says, unless this is off.
    bool listens = true;
    /// Reads what has come, and is done with it.
    void listen();
    /// Has the server ended the connection?
    [[nodiscard]] bool ended() const { return ended_; }
    /// What it says was wrong.
    [[nodiscard]] std::optional<WireError> const& error() const { return error_; }
    /// The serial of the last xdg_surface.configure.
    std::uint32_t last_serial = 0;
    /// Waits until the server has taken all that was said.
    void settle();
    /// Ends the connection, as a crash does.
    void kill();

    /// Called every 64 KiB: time passes for the others meanwhile.
    std::function<void()> meanwhile;

private:
    struct Words {
        std::vector<std::uint32_t> all;
        int fd = -1;
        WireObject made;
    };
    void add(Words& words, char kind, wl_interface const* type, std::vector<WireArgument> const& arguments, std::size_t& next);
    void take_event(std::uint32_t const* words);

    TestServer& server_;
    TestClient const& guide_;
    int fd_;
    std::uint32_t next_id_ = 2;
    std::uint32_t xdg_surface_ = 0; // its number
    WireObject registry_;
    std::vector<std::uint32_t> heard_; // not yet whole events
    std::optional<WireError> error_;
    std::size_t sent_ = 0;
    bool ended_ = false;
};

} // namespace vitrail::test
