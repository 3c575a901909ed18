#pragma once

#include "process.hpp"

#include <filesystem>
#include <fstream>

namespace vitrail::test {

/// The folder that the preload kms_faults reads.
struct Faults {
    Faults()
    {
        std::filesystem::create_directories(folder);
        set("lose_flips", 0);
        set("busy_commits", 0);
    }
    /// The fault happens the next `count` times; -1: always.
    void set(char const* fault, int count) const { std::ofstream{folder / fault} << count << '\n'; }
    /// In which a program's display has these faults.
    [[nodiscard]] Process::Environment environment() const
    {
        return {{"LD_PRELOAD", VITRAIL_KMS_FAULTS_LIBRARY}, {"VITRAIL_KMS_FAULTS", folder}};
    }

    std::filesystem::path folder = "/tmp/kms-faults";
};

} // namespace vitrail::test
