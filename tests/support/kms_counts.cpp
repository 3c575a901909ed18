#include "kms_counts.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

namespace vitrail::test {

KmsCounts KmsCounts::operator-(KmsCounts const& b) const
{
    return {tests - b.tests,       tests_refused - b.tests_refused, commits - b.commits, commits_failed - b.commits_failed,
            modesets - b.modesets, modesets_failed - b.modesets_failed, legacy - b.legacy,
            cpu_ns - b.cpu_ns};
}

KmsCounter::KmsCounter()
{
    char name[] = "/tmp/kms-counts.XXXXXX";
    if (!mkdtemp(name))
        throw std::runtime_error{"no folder for the counts of a program"};
    folder_ = name;
}

KmsCounter::~KmsCounter()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

KmsCounts KmsCounter::of(pid_t pid) const
{
    char bytes[sizeof(KmsCounts)] = {};
    std::ifstream{folder_ / std::to_string(pid)}.read(bytes, sizeof bytes);
    KmsCounts out;
    std::memcpy(&out, bytes, sizeof out);
    return out;
}

} // namespace vitrail::test
