#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail::test {

/// One thing that happens in the world of the protocol's fuzzer: a client says something, its user does something, or
/// time passes.
///
/// `what` is a hash of the name ("wl_surface.commit", "user.click"), so that stored inputs still mean the same when
/// protocols are added; a number between two hashes means the next one. The rest are choices. Zero always chooses what a
/// client that means well would: the newest object, a number that fits, the last serial.
struct Step {
    static constexpr std::size_t size = 16; ///< bytes

    std::uint32_t what = 0;
    std::uint8_t client = 0, object = 0;
    std::array<std::uint8_t, 10> choices{};
};

[[nodiscard]] constexpr std::uint32_t hash_of(std::string_view name)
{
    std::uint32_t out = 2166136261U;
    for (char const c : name)
        out = (out ^ std::uint8_t(c)) * 16777619U;
    return out;
}

/// As a fuzzer stores them; what is left over at the end is nothing.
[[nodiscard]] std::vector<Step> steps_of(std::span<std::uint8_t const> bytes);
[[nodiscard]] std::vector<std::uint8_t> bytes_of(std::span<Step const> steps);

/// As people write them: a line for each, "NAME CLIENT OBJECT CHOICE...", zeros at its end left out; # begins a comment.
/// Throws std::runtime_error at a line that is none.
[[nodiscard]] std::vector<Step> steps_of_text(std::string_view text);
/// Steps whose number is no hash are written by the name that they mean.
[[nodiscard]] std::string text_of(std::span<Step const> steps);

/// Adds, drops, doubles, moves or changes some.
void mutate(std::vector<Step>& steps, std::minstd_rand& random);
/// Some of one, then some of the other.
[[nodiscard]] std::vector<Step> crossed(std::span<Step const> first, std::span<Step const> second, std::minstd_rand& random);

} // namespace vitrail::test
