#include "out_of_memory.hpp"

#include "options.hpp"

#include <new>
#include <string_view>
#include <tuple>
#include <unistd.h>

namespace vitrail {

namespace {

/// Says so without memory.
[[noreturn]] void end()
{
    constexpr std::string_view line = "vitrail: error: out of memory\n";
    std::ignore = ::write(STDERR_FILENO, line.data(), line.size());
    _exit(exit_failure);
}

} // namespace

void end_when_out_of_memory() { std::set_new_handler(end); }

} // namespace vitrail
