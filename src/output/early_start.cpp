#include "output/early_start.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_doubt = 500ms, longest_doubt = 8s;

} // namespace

Time EarlyStart::begin(Time now, Time deadline, Duration period) const
{
    return now < not_before_ ? std::max(now, deadline) : std::clamp(now, deadline - period / 2, deadline);
}

void EarlyStart::begun(Time begin, Time deadline)
{
    could_wait_until_ = begin < deadline ? deadline : Time{};
}

void EarlyStart::missed_news(Time now)
{
    if (now >= could_wait_until_)
        return;
    bool const soon = now - not_before_ < pause_ * 2;
    pause_ = soon ? std::min(pause_ * 2, longest_doubt) : first_doubt;
    not_before_ = now + pause_;
    could_wait_until_ = {};
}

} // namespace vitrail
