#include "memory_use.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <unistd.h>
#ifdef __SANITIZE_ADDRESS__
extern "C" std::size_t __sanitizer_get_current_allocated_bytes(); // GCC comes without the header
#endif

namespace vitrail::test {

std::size_t memory_in_use()
{
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    auto const info = mallinfo2();
    return info.uordblks + info.hblkhd;
#endif
}

std::size_t resident_memory()
{
    std::size_t total = 0, resident = 0;
    std::ifstream{"/proc/self/statm"} >> total >> resident;
    return resident * std::size_t(sysconf(_SC_PAGESIZE));
}

int open_descriptors()
{
    return int(std::ranges::distance(std::filesystem::directory_iterator{"/proc/self/fd"}));
}

std::string told_descriptors()
{
    std::string out;
    for (auto const& each : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code gone; // the directory's own
        out += each.path().filename().string() + " " + std::filesystem::read_symlink(each.path(), gone).string() + "\n";
    }
    return out;
}

} // namespace vitrail::test
