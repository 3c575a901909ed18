#include "sandbox_sockets.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace vitrail {

namespace {

bool is_listening(int fd)
{
    int answer = 0;
    socklen_t size = sizeof answer;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 && answer != 0;
}

/// wlroots refuses a closed descriptor as it does a wrong one.
void look_at_listener(Message const& message)
{
    int const listen = message.arguments[1].h, close = message.arguments[2].h;
    if (is_listening(listen))
        return;
    ::close(listen);
    ::close(close);
}

} // namespace

SandboxSockets::SandboxSockets(MessageLog& messages)
{
    messages.on_request("create_listener", {"wp_security_context_manager_v1"}, look_at_listener);
}

} // namespace vitrail
