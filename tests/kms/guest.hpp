#pragma once

#include "client.hpp"
#include "client_surface.hpp"
#include "vitrail.hpp"

#include <functional>

namespace vitrail::test {

/// A client, in the test's own thread, of a Vitrail that runs beside it.
class Guest {
public:
    explicit Guest(Vitrail const& vitrail);

    [[nodiscard]] TestClient& client() { return client_; }
    /// Lets the server answer everything that was asked so far.
    void turn();
    /// Serves the connection until `done`; false when that takes too long or the connection is lost.
    [[nodiscard]] bool until(std::function<bool()> const& done, std::chrono::nanoseconds limit = std::chrono::seconds{5});
    /// Commits `surface` and waits until that is on the screen. Throws std::runtime_error when it never is.
    Feedback present(TestSurface& surface);

private:
    TestClient client_;
};

} // namespace vitrail::test
