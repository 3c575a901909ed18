// Fuzzes what is read of displays themselves: their EDID, and rules that go by their names.

#include "../../src/backend/kms/edid.hpp"
#include "output/output_rules.hpp"
#include "text_input.hpp"

#include <algorithm>
#include <format>
#include <vector>

namespace vitrail::test {

namespace {

std::uint64_t read = 0, that_vary = 0;
constexpr std::size_t longest_name = 13; // of an EDID's descriptor

} // namespace

std::string fuzz_one(std::span<std::uint8_t const> input)
{
    std::vector<std::byte> const edid{reinterpret_cast<std::byte const*>(input.data()),
                                      reinterpret_cast<std::byte const*>(input.data() + input.size())};
    auto const longest = longest_refresh_of(edid);
    ++read;
    that_vary += longest.has_value();
    if (longest && (*longest <= Duration{} || *longest > std::chrono::seconds{1}))
        return "a refresh that takes no time, or longer than a second";

    auto const text = as_text(input);
    auto const part = [&](std::size_t from) { return std::string{text.substr(std::min(from, text.size()), longest_name)}; };
    DisplayIdentity const display{.connector = "DP-1", .make = part(0), .model = part(13), .serial = part(26)};
    OutputRules const rules{{{own_name(display), {.off = true}}, {"DP-1", {}}}};
    if (!own_name(display).empty() && !rules.rule_for(display).off)
        return "a display is not found by its own name: " + own_name(display);
    return {};
}

std::string summary() { return std::format("{} displays, {} with a range of rates", read, that_vary); }

} // namespace vitrail::test
