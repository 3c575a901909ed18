#include "shell/lock_memory.hpp"

#include "base/fd.hpp"
#include "base/log.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrail {

namespace {

std::string variable(char const* name)
{
    char const* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

std::filesystem::path LockMemory::usual_file()
{
    auto const folder = variable("XDG_RUNTIME_DIR"), seat = variable("XDG_SEAT"), terminal = variable("XDG_VTNR");
    if (folder.empty())
        return {};
    auto name = std::format("vitrail-locked-{}", seat.empty() || seat.contains('/') ? "seat0" : seat);
    if (!terminal.empty() && !terminal.contains('/'))
        name += "-" + terminal;
    return std::filesystem::path{folder} / name;
}

bool LockMemory::was_locked() const
{
    struct stat there{};
    return ::lstat(file_.c_str(), &there) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

void LockMemory::locked() const
{
    Fd const file{::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, S_IRUSR | S_IWUSR)};
    if (!file && !was_locked())
        log::warning("the screen is locked, but would not be after a crash: cannot make {}: {}", file_.string(),
                     std::strerror(errno));
}

void LockMemory::unlocked() const
{
    if (::unlink(file_.c_str()) != 0 && errno != ENOENT)
        log::warning("the screen is unlocked, but the next start will lock it: cannot remove {}: {}", file_.string(),
                     std::strerror(errno));
}

} // namespace vitrail
