#include "edid.hpp"

#include <array>

namespace vitrail {

namespace {

constexpr std::array<std::size_t, 4> descriptors{54, 72, 90, 108}; // each of 18 bytes
constexpr std::size_t base_block = 128;
constexpr unsigned range_limits = 0xfd;
/// In the descriptor: what it is, which rates are 255 Hz higher than written, the lowest vertical rate.
constexpr std::size_t tag_at = 3, offsets_at = 4, slowest_at = 5;
constexpr unsigned slowest_is_higher = 0x3;

} // namespace

std::optional<Duration> longest_refresh_of(std::span<std::byte const> edid)
{
    if (edid.size() < base_block)
        return std::nullopt;
    for (auto const at : descriptors) {
        auto const byte = [&](std::size_t i) { return std::to_integer<unsigned>(edid[at + i]); };
        if (byte(0) || byte(1) || byte(2) || byte(tag_at) != range_limits)
            continue;
        auto const hz = byte(slowest_at) + ((byte(offsets_at) & slowest_is_higher) == slowest_is_higher ? 255 : 0);
        return hz ? std::optional{Duration{std::chrono::seconds{1}} / hz} : std::nullopt;
    }
    return std::nullopt;
}

} // namespace vitrail
