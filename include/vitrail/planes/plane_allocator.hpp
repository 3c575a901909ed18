#pragma once

#include "base/time.hpp"
#include "frame/assignment.hpp"
#include "frame/layer.hpp"
#include "frame/plane_caps.hpp"
#include "frame/test_answer.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace vitrail {

/// Decides which layer goes on which plane of one display.
///
/// Two steps, because asking a display costs time that a frame does not have. `assign` decides at the deadline and asks
/// nothing: it keeps what is known to work, and drops at once what would be wrong now. `explore` looks for something
/// better after a flip, when there is time, with a few questions at most; what it finds is used from the next frame on.
///
/// Pure: no display, no clock; the same questions and answers give the same decisions.
class PlaneAllocator {
public:
    using Test = std::function<TestAnswer(Assignment const&)>;

    /// What the decision depends on besides the layers and the display.
    struct Conditions {
        Time now;
        Duration period{};                           ///< between two refreshes
        std::optional<Verdict> compose_all;          ///< nothing may be on a plane, for this reason
        bool cursor_apart = false;                   ///< with `compose_all`: but the cursor may
        bool overlays = true;                        ///< false: only the primary and the cursor plane are used
        YuvSupport const* composed_yuv = nullptr;    ///< what the composer converts as a plane would; null: nothing
    };

    PlaneAllocator();
    ~PlaneAllocator();
    PlaneAllocator(PlaneAllocator&&) noexcept;
    PlaneAllocator& operator=(PlaneAllocator&&) noexcept;

    /// The decision for this stack, with a verdict for each layer. Asks nothing; to be called for each frame.
    [[nodiscard]] Assignment assign(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions);
    /// Could the last decision be better, if the display were asked?
    [[nodiscard]] bool wants_to_explore() const;
    /// Asks a few questions about the stack that `assign` saw last. Call it again as long as `wants_to_explore`.
    void explore(LayerStack const& stack, DisplayCaps const& caps, Conditions const& conditions, Test const& test);

    /// The display refused to commit `assignment`: that combination is left in peace for a while, ever longer.
    void commit_failed(LayerStack const& stack, Assignment const& assignment, Time now);
    /// Everything remembered is void: mode set, hot-plug, return from another VT.
    void forget();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// The decision that needs no plane but the one the composed buffer is on: every layer is composed, for `reason`.
[[nodiscard]] Assignment all_composed(LayerStack const& stack, DisplayCaps const& caps, Verdict reason);

} // namespace vitrail
