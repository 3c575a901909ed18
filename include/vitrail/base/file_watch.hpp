#pragma once

#include "base/event_loop.hpp"
#include "base/fd.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

struct inotify_event;
struct wl_event_source;

namespace vitrail {

/// Tells when files may have other contents: written in place, replaced by an editor that renames, reached by a symbolic
/// link that leads elsewhere now, or there at last, their folders too.
///
/// It watches folders, each for the names that matter, so that a file at rest costs nothing (Linux: inotify(7)).
class FileWatch {
public:
    /// `changed` is called a moment after what happened, once for all that happens within it.
    FileWatch(EventLoop& loop, std::function<void()> changed);
    ~FileWatch();
    FileWatch(FileWatch const&) = delete;
    FileWatch& operator=(FileWatch const&) = delete;

    /// From now on these, absolute or not, instead of earlier ones.
    void watch(std::vector<std::filesystem::path> files);

    /// Editors write, rename and remove in several steps.
    static constexpr Duration moment = std::chrono::milliseconds{100};

private:
    struct Folder {
        std::filesystem::path path;
        std::set<std::string> names; ///< in it, on the way to a file
    };

    void look_again();
    void follow(std::filesystem::path const& file, std::map<std::filesystem::path, std::set<std::string>>& out) const;
    void on_events();
    [[nodiscard]] bool matters(inotify_event const& event) const;

    EventLoop& loop_;
    std::function<void()> changed_;
    Fd fd_;
    wl_event_source* source_ = nullptr;
    std::vector<std::filesystem::path> files_;
    std::map<int, Folder> folders_; // by watch descriptor
    Timer soon_;
};

} // namespace vitrail
