#pragma once

#include <cstdint>
#include <filesystem>
#include <sys/types.h>

namespace vitrail::test {

/// How often a program asked the kernel for what, counted by the preload tests/bed/preload/kms_counts.cpp while the
/// program runs. The layout of the file that both sides map.
struct KmsCounts {
    std::uint64_t tests = 0;          ///< atomic, TEST_ONLY
    std::uint64_t tests_refused = 0;
    std::uint64_t commits = 0;        ///< atomic, for real
    std::uint64_t commits_failed = 0;
    std::uint64_t modesets = 0;       ///< commits that may set a mode (ALLOW_MODESET)
    std::uint64_t modesets_failed = 0;
    std::uint64_t legacy = 0;         ///< page flips, cursor moves and mode sets of the old interface
    std::uint64_t cpu_ns = 0;         ///< that the program had used, all threads, when it last asked anything

    [[nodiscard]] KmsCounts operator-(KmsCounts const& before) const;
    friend bool operator==(KmsCounts const&, KmsCounts const&) = default;
};

/// The counts of programs that were started with the preload and VITRAIL_KMS_COUNTS=folder(), which lives as long as this.
class KmsCounter {
public:
    KmsCounter();
    ~KmsCounter();
    KmsCounter(KmsCounter const&) = delete;
    KmsCounter& operator=(KmsCounter const&) = delete;

    [[nodiscard]] std::filesystem::path const& folder() const { return folder_; }
    /// All zero for a program that has not used a display yet.
    [[nodiscard]] KmsCounts of(pid_t pid) const;

private:
    std::filesystem::path folder_;
};

} // namespace vitrail::test
