// The door of libFuzzer: `./dev fuzz`.

#include "target.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace vitrail::test;

extern "C" int LLVMFuzzerInitialize(int*, char***)
{
    static auto const begun = std::chrono::steady_clock::now();
    std::atexit([] {
        auto const told = summary();
        auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        std::fprintf(stderr, "fuzz: %s, in %.0f s\n", told.c_str(), took);
    });
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (auto const wrong = fuzz_one({data, size}); !wrong.empty()) {
        std::fprintf(stderr, "fuzz: %s\n%s", wrong.c_str(), readable({data, size}).c_str());
        std::abort();
    }
    return 0;
}
