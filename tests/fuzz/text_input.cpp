// What the fuzzers of plain bytes and texts share of target.hpp.

#include "text_input.hpp"

#include <algorithm>
#include <format>
#include <utility>

namespace vitrail::test {

namespace {

constexpr std::size_t longest = 4096;
constexpr std::string_view words[]{"true", "-1", "99999999999999999999", "1e308", "nan", "\"", "[", "]", "{", "}", "=",
                                   "\n", ".", "\\u0000", "null", "\xff", "\xf0\x9f\xa6\x8a", "'''", "0x7fffffff"};

/// A stretch of the input, which is not empty.
std::pair<std::ptrdiff_t, std::ptrdiff_t> stretch(Bytes const& input, std::minstd_rand& random)
{
    auto const from = random() % input.size();
    auto const length = 1 + random() % std::min<std::size_t>(input.size() - from, random() % 4 ? 8 : 80);
    return {std::ptrdiff_t(from), std::ptrdiff_t(from + length)};
}

void change(Bytes& input, std::minstd_rand& random)
{
    auto const [from, to] = stretch(input, random);
    auto const at = input.begin() + std::ptrdiff_t(random() % input.size());
    switch (random() % 6) {
    case 0: input.erase(input.begin() + from, input.begin() + to); break;
    case 1: *at = std::uint8_t(random()); break;
    case 2: *at ^= std::uint8_t(1U << random() % 8); break;
    case 3: {
        Bytes const part{input.begin() + from, input.begin() + to};
        input.insert(at, part.begin(), part.end());
        break;
    }
    case 4: std::ranges::reverse(input.begin() + from, input.begin() + to); break;
    default: {
        auto const word = words[random() % std::size(words)];
        input.insert(at, word.begin(), word.end());
    }
    }
}

} // namespace

Bytes mutated(Bytes input, unsigned seed)
{
    std::minstd_rand random{seed};
    if (input.empty())
        input.push_back('\n');
    change(input, random);
    input.resize(std::min(input.size(), longest));
    return input;
}

Bytes crossed(Bytes const& first, Bytes const& second, unsigned seed)
{
    std::minstd_rand random{seed};
    Bytes out{first.begin(), first.begin() + std::ptrdiff_t(random() % (first.size() + 1))};
    out.insert(out.end(), second.begin() + std::ptrdiff_t(random() % (second.size() + 1)), second.end());
    out.resize(std::min(out.size(), longest));
    return out;
}

Bytes from_file(std::string const& text) { return {text.begin(), text.end()}; }

std::string readable(std::span<std::uint8_t const> input)
{
    std::string out;
    for (auto const byte : input)
        out += byte == '\n' || (byte >= ' ' && byte < 127) ? std::string(1, char(byte)) : std::format("\\x{:02x}", byte);
    return out + '\n';
}

} // namespace vitrail::test
