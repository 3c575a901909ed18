#include "open_files.hpp"

namespace vitrail {

OpenFiles::OpenFiles()
{
    if (getrlimit(RLIMIT_NOFILE, &before_) != 0)
        return;
    rlimit const most{.rlim_cur = before_.rlim_max, .rlim_max = before_.rlim_max};
    raised_ = setrlimit(RLIMIT_NOFILE, &most) == 0;
}

void OpenFiles::restore_for(pid_t program) const
{
    if (raised_)
        prlimit(program, RLIMIT_NOFILE, &before_, nullptr);
}

} // namespace vitrail
