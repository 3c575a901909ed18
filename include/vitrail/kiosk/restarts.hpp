#pragma once

#include "base/time.hpp"
#include "shell/kiosk_config.hpp"

#include <cstdint>
#include <random>

namespace vitrail {

/// When a program that ended is started again.
///
/// The wait doubles with each failure in a row, so that a broken program does not wear the machine out, up to a limit, so
/// that one that was mended is soon there again. Chance makes it up to a quarter shorter or longer: a hundred screens
/// that lost the same server shall not come back to it in the same second. Pure but for that chance, which is seeded.
class Restarts {
public:
    explicit Restarts(std::uint32_t seed) : random_{seed} {}

    /// It ended, or could not be started, after it had run for `ran`. How long to wait before the next start.
    [[nodiscard]] Duration ended(Duration ran, KioskConfig const& policy);
    /// Failures in a row.
    [[nodiscard]] int failures() const { return failures_; }
    /// Does it keep failing?
    [[nodiscard]] bool looping(KioskConfig const& policy) const
    {
        return policy.crash_loop > 0 && failures_ >= policy.crash_loop;
    }

private:
    std::minstd_rand random_;
    int failures_ = 0;
};

} // namespace vitrail
