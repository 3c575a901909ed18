#include "output/early_start.hpp"

#include <algorithm>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_doubt = 500ms, longest_doubt = 8s;
constexpr Duration longest_break = 100ms; // between two frames that follow each other
constexpr int long_calm = 120;            // frames

} // namespace

Time EarlyStart::begin(Time now, Time deadline, Duration period, bool news) const
{
    if (now < not_before_)
        return std::max(now, deadline);
    bool const at_once = news && calm_ >= long_calm && deadline - last_deadline_ <= longest_break;
    return std::clamp(now, deadline - (at_once ? period : period / 2), deadline);
}

void EarlyStart::begun(Time begin, Time deadline)
{
    could_wait_until_ = begin < deadline ? deadline : Time{};
    calm_ = deadline - last_deadline_ <= longest_break ? calm_ + 1 : 0;
    last_deadline_ = deadline;
}

void EarlyStart::missed_news(Time now)
{
    if (now >= could_wait_until_)
        return;
    calm_ = 0;
    bool const soon = now - not_before_ < pause_ * 2;
    pause_ = soon ? std::min(pause_ * 2, longest_doubt) : first_doubt;
    not_before_ = now + pause_;
    could_wait_until_ = {};
}

} // namespace vitrail
