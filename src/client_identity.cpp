#include "client_identity.hpp"

#include <filesystem>
#include <format>
#include <fstream>
#include <sys/stat.h>
#include <wayland-server-core.h>

namespace vitrail {

bool ClientIdentity::runs(std::string const& path) const
{
    struct stat file{};
    return inode != 0 && ::stat(path.c_str(), &file) == 0 && file.st_dev == device && file.st_ino == inode;
}

ClientIdentity identify(wl_client const& client)
{
    ClientIdentity out;
    wl_client_get_credentials(const_cast<wl_client*>(&client), &out.process, nullptr, nullptr); // it changes nothing
    if (out.process <= 0)
        return out;
    auto const about = std::format("/proc/{}/", out.process);
    struct stat file{};
    if (::stat((about + "exe").c_str(), &file) == 0) {
        out.device = file.st_dev;
        out.inode = file.st_ino;
    }
    std::error_code unknown;
    out.name = std::filesystem::read_symlink(about + "exe", unknown).filename();
    if (unknown)
        std::getline(std::ifstream{about + "comm"}, out.name);
    return out;
}

} // namespace vitrail
