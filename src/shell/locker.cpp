#include "shell/locker.hpp"

#include "base/log.hpp"

#include <algorithm>
#include <utility>

namespace vitrail {

Locker::Locker(EventLoop& loop, std::function<void(std::string const&)> run)
    : loop_{loop}, run_{std::move(run)}, again_{loop, [this] {
          start();
          died(); // if it does not even come
      }}
{
}

void Locker::start()
{
    if (!command_.empty())
        run_(command_);
}

void Locker::died()
{
    if (command_.empty())
        return;
    log::info("the locker is started again in {} s", wait_ / std::chrono::seconds{1});
    again_.arm(loop_.now() + wait_);
    wait_ = std::min(wait_ * 2, longest_wait);
}

void Locker::unlocked()
{
    again_.disarm();
    wait_ = first_wait;
}

} // namespace vitrail
