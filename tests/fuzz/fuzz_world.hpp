#pragma once

#include "fuzz_client.hpp"
#include "session.hpp"
#include "session_devices.hpp"
#include "step.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace vitrail::test {

/// A Vitrail on virtual time in which steps happen: clients that say anything, a user who does anything, displays that
/// come and go; and beside them a canary, a client that means well.
class FuzzWorld {
public:
    FuzzWorld();
    ~FuzzWorld();
    FuzzWorld(FuzzWorld const&) = delete;
    FuzzWorld& operator=(FuzzWorld const&) = delete;

    /// Lets them happen; then its clients die, the user lets go of everything, and displays are as they were. What is
    /// wrong afterwards, empty if nothing is: the canary lives and is called back, and no turn of the loop took too long.
    [[nodiscard]] std::string live(std::span<Step const> steps);
    /// Is everything as it was at the beginning? If not, what comes next would not mean the same in another world.
    [[nodiscard]] bool as_new() const { return as_new_; }
    /// How many requests and events its clients have exchanged with it.
    [[nodiscard]] std::uint64_t messages() const { return messages_; }

private:
    void take(Step const& step);
    void do_deed(Word const& word, Step const& step);
    void tidy_up();
    [[nodiscard]] FuzzClient& client(std::size_t which);
    void end(std::size_t which);
    [[nodiscard]] std::string what_is_wrong();
    [[nodiscard]] bool canary_is_called_back();

    std::unique_ptr<TestServer> server_;
    std::unique_ptr<Mouse> mouse_;
    std::unique_ptr<Keyboard> keyboard_;
    std::unique_ptr<TouchScreen> touch_;
    std::unique_ptr<TestWindow> window_; // the canary's
    TestClient* canary_ = nullptr;
    std::vector<std::unique_ptr<FuzzClient>> clients_;
    std::uint64_t messages_ = 0;
    bool as_new_ = true;
};

} // namespace vitrail::test
