#pragma once

#include <sys/resource.h>
#include <sys/types.h>

namespace vitrail {

/// Lets us open as many files as the system allows: each client has some here, and the usual 1024 are for a program alone.
/// Programs that we start get what we were started with: with more, those that use select(2) break.
class OpenFiles {
public:
    OpenFiles();
    void restore_for(pid_t program) const;

private:
    rlimit before_{};
    bool raised_ = false;
};

} // namespace vitrail
