// Fuzzes the configuration file: any text is read, with a line for each thing that is wrong in it.

#include "control/config.hpp"
#include "text_input.hpp"

#include <format>

namespace vitrail::test {

namespace {

std::uint64_t read = 0, with_findings = 0;

} // namespace

std::string fuzz_one(std::span<std::uint8_t const> input)
{
    auto const text = as_text(input);
    auto const once = read_config(text, "vitrail.toml");
    auto const again = read_config(text, "vitrail.toml");
    ++read;
    with_findings += !once.findings.empty();
    for (auto const& finding : once.findings)
        if (!finding.starts_with("vitrail.toml:"))
            return "a finding does not name its file: " + finding;
    if (again.findings != once.findings)
        return "read again, it is said to be wrong in another way";
    if (!(again.config == once.config) || !needs_restart(once.config, again.config).empty())
        return "read again, it means something else";
    return {};
}

std::string summary() { return std::format("{} files, {} with findings", read, with_findings); }

} // namespace vitrail::test
