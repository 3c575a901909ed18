/// A Catch2 reporter that writes one TAP line per test case (`--reporter cases`).
///
/// Catch2's own TAP reporter numbers assertions, of which a loop makes thousands. A person counts test cases, and so
/// does what `./dev test` prints.

#include <format>
#include <ostream>
#include <sstream>
#include <string>

#include <catch2/catch_assertion_info.hpp>
#include <catch2/catch_assertion_result.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#include <catch2/reporters/catch_reporter_streaming_base.hpp>

namespace {

/// `text` as TAP diagnostics: each line behind a `#`.
std::string as_diagnostics(std::string const& text)
{
    std::istringstream lines{text};
    std::string out;
    for (std::string line; std::getline(lines, line);) {
        out += "#     " + line + '\n';
    }
    return out;
}

class CaseReporter final : public Catch::StreamingReporterBase {
public:
    using StreamingReporterBase::StreamingReporterBase;

    static std::string getDescription() { return "One TAP line per test case"; }

    void testCaseStarting(Catch::TestCaseInfo const& info) override
    {
        StreamingReporterBase::testCaseStarting(info);
        failures_.clear();
        skip_reason_.clear();
    }

    void assertionEnded(Catch::AssertionStats const& stats) override
    {
        auto const& result = stats.assertionResult;
        if (result.getResultType() == Catch::ResultWas::ExplicitSkip) {
            skip_reason_ = std::string{result.getMessage()};
        } else if (!result.isOk()) {
            failures_ += describe(stats);
        }
    }

    void testCaseEnded(Catch::TestCaseStats const& stats) override
    {
        ++count_;
        auto const passed = stats.totals.testCases.failed == 0;
        auto const skipped = passed && stats.totals.testCases.skipped > 0;
        m_stream << std::format("{} {} - {}", passed ? "ok" : "not ok", count_, stats.testInfo->name);
        m_stream << (skipped ? " # SKIP " + skip_reason_ : "") << '\n' << as_diagnostics(failures_) << std::flush;
    }

    void testRunEnded(Catch::TestRunStats const&) override { m_stream << std::format("1..{}\n", count_) << std::flush; }

private:
    /// Where and what failed, in which sections, with the messages that were given.
    std::string describe(Catch::AssertionStats const& stats) const
    {
        auto const& result = stats.assertionResult;
        auto const place = result.getSourceInfo();
        auto out = std::format("{}:{}: {}\n", place.file, place.line, result.getExpressionInMacro());
        if (result.hasExpandedExpression()) {
            out += "with: " + result.getExpandedExpression() + '\n';
        }
        if (result.hasMessage()) {
            out += std::string{result.getMessage()} + '\n';
        }
        for (auto const& note : stats.infoMessages) {
            out += "note: " + note.message + '\n';
        }
        for (auto const& section : m_sectionStack) {
            if (section.name != currentTestCaseInfo->name) {
                out += "in: " + section.name + '\n';
            }
        }
        return out;
    }

    int count_ = 0;
    std::string failures_;
    std::string skip_reason_;
};

CATCH_REGISTER_REPORTER("cases", CaseReporter)

} // namespace
