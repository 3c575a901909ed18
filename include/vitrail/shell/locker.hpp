#pragma once

#include "base/event_loop.hpp"

#include <functional>
#include <string>

namespace vitrail {

/// The program that locks the screen: started when the user wants it, and again when it dies while the screen is locked,
/// which is black then and takes no keys. Each time later: one that cannot run must not keep the machine busy.
class Locker {
public:
    /// `run` starts a program, given in words for sh(1).
    Locker(EventLoop& loop, std::function<void(std::string const&)> run);

    /// Empty: there is none.
    void use(std::string command) { command_ = std::move(command); }
    void start();
    /// The screen is locked, and nobody looks after the lock.
    void died();
    /// Somebody looks after it.
    void came() { again_.disarm(); }
    /// The screen is not locked any more.
    void unlocked();

private:
    static constexpr Duration first_wait = std::chrono::seconds{1}, longest_wait = std::chrono::seconds{30};

    EventLoop& loop_;
    std::function<void(std::string const&)> run_;
    std::string command_;
    Duration wait_ = first_wait;
    Timer again_;
};

} // namespace vitrail
