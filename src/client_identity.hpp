#pragma once

#include <string>
#include <sys/types.h>

struct wl_client;

namespace vitrail {

/// Which program is behind a connection, by what the kernel says of its process.
struct ClientIdentity {
    pid_t process = 0;
    std::string name;        ///< for people: the file's name, else what the process calls itself; may be empty
    dev_t device = 0;        ///< of its executable file; 0 with inode 0: not to be told
    ino_t inode = 0;

    /// Does it run the program in this file, by whatever path? Scripts run the program that reads them.
    [[nodiscard]] bool runs(std::string const& path) const;
};

/// Asks the kernel, which knows the process that opened the connection. Of a process of another user, or one with
/// privileges of its own, the file cannot be told.
[[nodiscard]] ClientIdentity identify(wl_client const& client);

} // namespace vitrail
