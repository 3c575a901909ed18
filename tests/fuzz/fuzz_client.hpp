#pragma once

#include "base/fd.hpp"
#include "protocol.hpp"
#include "step.hpp"
#include "vocabulary.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace vitrail::test {

/// A client that says what it is told to, and knows just enough of the protocols to make sense of it.
///
/// It keeps its objects by interface. What a request needs and is not there is made first, by whichever request makes it;
/// so most of what is said reaches the code behind it instead of ending at the first check.
class FuzzClient {
public:
    /// Takes over the client's end of a connection. `settle` lets the server take what was sent, and answer.
    FuzzClient(Fd connection, std::function<void()> settle);
    FuzzClient(FuzzClient const&) = delete;
    FuzzClient& operator=(FuzzClient const&) = delete;
    ~FuzzClient();

    /// Says the request that this word means, with the choices of the step.
    void say(Word const& request, Step const& step);
    /// Bytes that are a request in form only, or not even that.
    void say_garbage(Step const& step);
    /// Reads what has come.
    void listen();
    [[nodiscard]] bool ended() const { return ended_; }
    /// How many requests it has sent, and events it was told.
    [[nodiscard]] std::uint64_t messages() const { return messages_; }
    /// What the server said was wrong; empty: nothing.
    [[nodiscard]] std::string const& error() const { return error_; }

private:
    struct Object {
        int interface = -1;
        int version = 1;
    };
    struct Global {
        std::uint32_t name = 0;
        int interface = -1; ///< -1: no description has it
        int version = 1;
        std::string text;
    };
    struct Message;

    void call(std::uint32_t object, int request, std::span<std::uint8_t const> choices, int depth);
    void add_argument(Message& message, ProtocolArgument const& argument, std::uint8_t choice);
    /// Chooses it, or makes it; false: there is none that it could be.
    [[nodiscard]] bool name_object(Message& message, ProtocolArgument const& argument, std::uint8_t choice);
    void add_new(Message& message, ProtocolArgument const& argument, std::uint8_t choice);
    void add_global(Message& message, Global const& global, std::uint8_t choice);
    /// One of its objects of this interface, 0 if there is none and none can be made.
    [[nodiscard]] std::uint32_t find(int interface, std::uint8_t choice, std::span<std::uint32_t const> but, int depth);
    [[nodiscard]] std::uint32_t make(int interface, int depth);
    std::uint32_t bind(Global const& global);
    std::uint32_t add(int interface, int version);
    void drop(std::uint32_t id);
    void send(Message const& message);
    void send(void const* bytes, std::size_t size, std::span<int const> descriptors);
    void take_event(std::span<std::uint32_t const> words);
    void take_arguments(ProtocolMessage const& event, Object from, std::span<std::uint32_t const> words);

    Fd fd_;
    std::function<void()> settle_;
    std::map<std::uint32_t, Object> objects_;
    std::vector<std::vector<std::uint32_t>> by_interface_; // the newest last
    std::vector<Global> globals_;
    std::map<int, std::uint32_t> serials_; // the last one of each interface's events
    std::uint32_t last_serial_ = 0;
    std::uint32_t last_request_ = 0, last_event_ = 0; // their kinds
    std::uint32_t next_id_ = 2;
    std::uint64_t messages_ = 0;
    std::vector<std::uint32_t> heard_;
    std::string error_;
    bool ended_ = false;
};

} // namespace vitrail::test
