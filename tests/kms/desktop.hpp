#pragma once

#include "client.hpp"
#include "client_window.hpp"
#include "vitrail.hpp"

#include <list>
#include <optional>

namespace vitrail::test {

/// Three windows and a popup of each on a Vitrail that runs beside the test: what a person would miss if it were lost.
class Desktop {
public:
    explicit Desktop(Vitrail const& vitrail);

    /// Waits until all of it is on the screen.
    [[nodiscard]] bool shown() const { return until_lit(85'000); }
    /// Is every window still there, none of them dismissed or closed, the connection alive, and an output to be on?
    [[nodiscard]] bool intact();

private:
    void turn();

    std::optional<TestClient> client_;
    std::list<TestWindow> windows_;
    std::list<TestPopup> popups_;
};

} // namespace vitrail::test
