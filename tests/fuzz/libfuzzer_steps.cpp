// libFuzzer's changes, where an input is a list of steps: whole steps, and what they choose.

#include "target.hpp"

#include <algorithm>
#include <cstring>

using namespace vitrail::test;

namespace {

std::size_t put(Bytes const& from, std::uint8_t* out, std::size_t room)
{
    auto const size = std::min(from.size(), room);
    if (size)
        std::memcpy(out, from.data(), size);
    return size;
}

} // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t room, unsigned seed)
{
    return put(mutated({data, data + size}, seed), data, room);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(std::uint8_t const* first, std::size_t first_size, std::uint8_t const* second,
                                                 std::size_t second_size, std::uint8_t* out, std::size_t room, unsigned seed)
{
    return put(crossed({first, first + first_size}, {second, second + second_size}, seed), out, room);
}
