#include "session_command.hpp"

#include "base/log.hpp"

#include <csignal>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

constexpr int status_not_started = 127; // as shells have it

} // namespace

SessionCommand::SessionCommand(Server& server, std::vector<std::string> command, Processes::Privileges const& privileges)
    : server_{server}
    , command_{std::move(command)}
    , processes_{server.loop(), privileges, Processes::Group::Ours}
    , begin_{server.loop(), [this] { start(); }}
{
    auto const end = [](int, void* self) {
        static_cast<SessionCommand*>(self)->server_.stop();
        return 0;
    };
    auto* loop = server.loop().c();
    signals_ = {wl_event_loop_add_signal(loop, SIGINT, end, this), wl_event_loop_add_signal(loop, SIGTERM, end, this)};
    if (!command_.empty())
        begin_.arm(server.loop().now()); // in the loop's first turn: if it cannot start, there is a loop to end
}

SessionCommand::~SessionCommand()
{
    for (auto* source : signals_)
        if (source) // not so where nothing more could be watched
            wl_event_source_remove(source);
    if (program_)
        processes_.end(*program_);
}

void SessionCommand::start()
{
    auto const program = processes_.start(command_, {}, [this](int status) { ended(status); });
    if (program) {
        program_ = *program;
        return;
    }
    log::error("cannot start {}: {}", command_.front(), program.error().message);
    ended(status_not_started);
}

void SessionCommand::ended(int status)
{
    program_.reset();
    status_ = status;
    server_.stop();
}

} // namespace vitrail
