/// A preload into a C++ program that has a handler for exhausted memory (std::set_new_handler): from the n-th request for
/// memory after that was set there is none, n being $VITRAIL_MEMORY_CALLS.

#include <cstdlib>
#include <new>

namespace {

bool exhausted()
{
    static char const* const text = std::getenv("VITRAIL_MEMORY_CALLS");
    static long left = text ? std::atol(text) : -1;
    if (left < 0 || !std::get_new_handler())
        return false;
    left -= left > 0;
    return left == 0;
}

} // namespace

#define EXPORTED [[gnu::visibility("default")]]

EXPORTED void* operator new(std::size_t size)
{
    for (;;) {
        if (void* const memory = exhausted() ? nullptr : std::malloc(size ? size : 1))
            return memory;
        auto const handler = std::get_new_handler();
        if (!handler)
            throw std::bad_alloc{};
        handler();
    }
}

EXPORTED void operator delete(void* memory) noexcept { std::free(memory); }
EXPORTED void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
