#pragma once

#include <filesystem>

namespace vitrail {

/// A file that is there while the screen is locked. It outlives a Vitrail that dies then; the next one of this terminal
/// finds it, and starts locked.
class LockMemory {
public:
    explicit LockMemory(std::filesystem::path file) : file_{std::move(file)} {}

    /// `$XDG_RUNTIME_DIR/vitrail-locked-SEAT[-TERMINAL]`; empty where there is no such folder.
    [[nodiscard]] static std::filesystem::path usual_file();

    /// Was the screen locked when the last one ended, however it ended? When in doubt it was.
    [[nodiscard]] bool was_locked() const;
    /// From now on it is. Where the file cannot be made, the log says so.
    void locked() const;
    void unlocked() const;
    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

private:
    std::filesystem::path file_;
};

} // namespace vitrail
