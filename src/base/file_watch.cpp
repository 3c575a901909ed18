#include "base/file_watch.hpp"

#include "base/log.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <deque>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

constexpr int most_links = 40; // the kernel follows no more (path_resolution(7))
constexpr std::uint32_t of_entries = IN_CLOSE_WRITE | IN_CREATE | IN_ATTRIB | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;
constexpr std::uint32_t of_folder = IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT | IN_Q_OVERFLOW;

/// A file that was made a moment ago and is still being written: IN_CLOSE_WRITE will tell when it is whole.
bool is_begun(std::filesystem::path const& path)
{
    struct stat what{};
    return ::lstat(path.c_str(), &what) == 0 && S_ISREG(what.st_mode) && what.st_nlink == 1;
}

} // namespace

FileWatch::FileWatch(EventLoop& loop, std::function<void()> changed)
    : loop_{loop}, changed_{std::move(changed)}, fd_{inotify_init1(IN_NONBLOCK | IN_CLOEXEC)},
      soon_{loop, [this] { look_again(), changed_(); }}
{
    auto const on_readable = [](int, std::uint32_t, void* self) {
        static_cast<FileWatch*>(self)->on_events();
        return 0;
    };
    if (fd_)
        source_ = wl_event_loop_add_fd(loop_.c(), fd_.get(), WL_EVENT_READABLE, on_readable, this);
    else
        log::warning("files are not watched for changes: {}; raise fs.inotify.max_user_instances with sysctl(8)",
                     std::strerror(errno));
}

FileWatch::~FileWatch()
{
    if (source_)
        wl_event_source_remove(source_);
}

void FileWatch::watch(std::vector<std::filesystem::path> files)
{
    files_ = std::move(files);
    look_again();
}

/// Every name on the way to the file whose change makes the way lead elsewhere: the file's own, symbolic links, and the first
/// one that is missing.
void FileWatch::follow(std::filesystem::path const& file, std::map<std::filesystem::path, std::set<std::string>>& out) const
{
    std::error_code failed;
    std::filesystem::path at = "/";
    auto const whole = std::filesystem::absolute(file, failed).lexically_normal();
    std::deque<std::filesystem::path> rest(whole.begin(), whole.end());
    for (int links = 0; !rest.empty() && links <= most_links;) {
        auto const name = rest.front();
        rest.pop_front();
        if (name == "/")
            at = name;
        if (name == "..")
            at = at.parent_path();
        if (name.empty() || name == "/" || name == "." || name == "..")
            continue;
        auto const kind = std::filesystem::symlink_status(at / name, failed).type();
        if (kind == std::filesystem::file_type::directory && !rest.empty()) {
            at /= name;
            continue;
        }
        out[at].insert(name.string());
        if (kind != std::filesystem::file_type::symlink)
            return;
        auto const target = std::filesystem::read_symlink(at / name, failed);
        rest.insert(rest.begin(), target.begin(), target.end());
        ++links;
    }
}

void FileWatch::look_again()
{
    if (!fd_)
        return;
    std::map<std::filesystem::path, std::set<std::string>> wanted;
    for (auto const& file : files_)
        follow(file, wanted);
    std::map<int, Folder> now;
    for (auto const& [path, names] : wanted) {
        int const id = inotify_add_watch(fd_.get(), path.c_str(), of_entries | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
        if (id < 0) {
            log::warning("{} is not watched for changes: {}", path.string(), std::strerror(errno));
            continue;
        }
        now[id].path = path;
        now[id].names.insert(names.begin(), names.end()); // two ways may lead through one folder
    }
    for (auto const& [id, folder] : folders_)
        if (!now.contains(id))
            inotify_rm_watch(fd_.get(), id);
    folders_ = std::move(now);
}

void FileWatch::on_events()
{
    alignas(inotify_event) std::array<char, 4096> bytes;
    for (;;) {
        auto const got = ::read(fd_.get(), bytes.data(), bytes.size());
        if (got <= 0)
            return;
        for (auto at = bytes.data(); at < bytes.data() + got;) {
            auto const& event = *reinterpret_cast<inotify_event const*>(at);
            if (matters(event) && !soon_.armed())
                soon_.arm(loop_.now() + moment);
            at += sizeof(inotify_event) + event.len;
        }
    }
}

bool FileWatch::matters(inotify_event const& event) const
{
    auto const found = folders_.find(event.wd);
    if (event.mask & of_folder)
        return found != folders_.end() || (event.mask & IN_Q_OVERFLOW);
    if (found == folders_.end() || event.len == 0 || !found->second.names.contains(event.name))
        return false;
    return !(event.mask & IN_CREATE) || !is_begun(found->second.path / event.name);
}

} // namespace vitrail
