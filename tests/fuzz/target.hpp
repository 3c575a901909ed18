#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

/// What each of the fuzzers is made of, and what libFuzzer (clang) and replay.cpp (any compiler) make use of.
///
/// `fuzz_one` says what is wrong, in words; a crash, an endless loop or a sanitizer speak for themselves.
namespace vitrail::test {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] std::string fuzz_one(std::span<std::uint8_t const> input);

/// A small change, as libFuzzer's custom mutator makes it; and some of one with some of another.
[[nodiscard]] Bytes mutated(Bytes input, unsigned seed);
[[nodiscard]] Bytes crossed(Bytes const& first, Bytes const& second, unsigned seed);

/// A stored input as bytes, and an input as people read it.
[[nodiscard]] Bytes from_file(std::string const& text);
[[nodiscard]] std::string readable(std::span<std::uint8_t const> input);
/// What has been done, for the end of a run.
[[nodiscard]] std::string summary();

} // namespace vitrail::test
