#pragma once

#include "base/event_loop.hpp"
#include "kiosk/programs.hpp"
#include "open_files.hpp"
#include "realtime.hpp"

#include <map>
#include <memory>

namespace vitrail {

/// The machine's processes. Those that still run when this object goes are left alone.
///
/// Each is watched by a descriptor of its own (pidfd_open(2)): nobody else's children are taken away, as waiting for any
/// child would do.
class Processes final : public Programs {
public:
    /// Their group: their own, so that all of it can be ended; or ours, so that a terminal's keys reach them too.
    enum class Group { Own, Ours };

    /// What we have and they must not inherit.
    struct Privileges {
        Realtime const& realtime;
        OpenFiles const& open_files;
    };

    /// All of it outlives this object.
    Processes(EventLoop& loop, Privileges const& privileges, Group group);
    ~Processes() override;

    [[nodiscard]] Result<pid_t> start(Command const& command, Environment const& changes,
                                      std::function<void(int status)> ended) override;
    void end(pid_t program) override;
    void kill(pid_t program) override;

private:
    class Child;
    void send(pid_t program, int signal) const;
    void reap(pid_t program);

    EventLoop& loop_;
    Privileges privileges_;
    Group group_;
    std::map<pid_t, std::unique_ptr<Child>> children_;
};

} // namespace vitrail
