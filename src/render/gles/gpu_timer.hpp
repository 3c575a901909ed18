#pragma once

#include "base/fd.hpp"
#include "base/time.hpp"
#include "objects.hpp"

#include <deque>
#include <optional>

namespace vitrail {

/// How long the GPU takes for what it is told, without ever waiting for it: results come frames later.
///
/// By timer queries where the driver has them (EXT_disjoint_timer_query); else by when a fence signals, which also counts
/// how long the GPU was busy with something else.
class GpuTimer {
public:
    explicit GpuTimer(GlesContext const& context);

    /// Around the calls that draw one picture; the context must be current, for `poll` too.
    void begin();
    void end();
    /// How long the last picture took of those that are known to be finished; nothing if none finished since the last call.
    [[nodiscard]] std::optional<Duration> poll();

private:
    struct Span {
        gl::Query from, to; // of timer queries
        Fd fence;           // or signalled when it is done
        Time begun{};
    };

    [[nodiscard]] std::optional<Duration> taken(Span const& span) const;
    [[nodiscard]] std::optional<std::uint64_t> result(GLuint query) const;

    GlesContext const& context_;
    std::deque<Span> pending_; // oldest first
};

} // namespace vitrail
