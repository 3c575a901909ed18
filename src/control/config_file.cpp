#include "control/config_file.hpp"

#include "base/fd.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrail {

namespace {

constexpr std::size_t largest_file = 1 << 20; // a configuration is some hundred lines: more is another kind of file

std::unexpected<Error> cannot_read(std::filesystem::path const& path, std::string_view why)
{
    return fail("no-config", "cannot read the configuration file {}: {}; give another one with --config, or none for the "
                             "defaults",
                path.string(), why);
}

Result<std::string> text_of(std::filesystem::path const& path)
{
    Fd const file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    struct stat what{};
    if (!file || ::fstat(file.get(), &what) != 0)
        return cannot_read(path, std::strerror(errno));
    if (!S_ISREG(what.st_mode))
        return cannot_read(path, S_ISDIR(what.st_mode) ? "it is a folder" : "it is not an ordinary file");
    std::string out;
    std::array<char, 4096> part;
    while (out.size() <= largest_file) {
        auto const got = ::read(file.get(), part.data(), part.size());
        if (got == 0)
            return out;
        if (got < 0 && errno != EINTR)
            return cannot_read(path, std::strerror(errno));
        if (got > 0)
            out.append(part.data(), std::size_t(got));
    }
    return fail("no-config", "{}:{}: the file is larger than a mebibyte; write less, nothing of it is used until then",
                path.string(), 1 + std::ranges::count(out, '\n'));
}

/// The folders of a list like PATH; those that are not absolute do not count (XDG Base Directory Specification).
void add_folders(std::vector<std::filesystem::path>& out, std::string_view list)
{
    while (!list.empty()) {
        auto const folder = list.substr(0, list.find(':'));
        list.remove_prefix(std::min(list.size(), folder.size() + 1));
        if (folder.starts_with('/'))
            out.push_back(std::filesystem::path{folder} / "vitrail/vitrail.toml");
    }
}

std::string environment(char const* name)
{
    char const* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

ConfigFile::ConfigFile(std::filesystem::path named) : named_{std::move(named)} {}

std::vector<std::filesystem::path> ConfigFile::usual_places()
{
    std::vector<std::filesystem::path> out;
    std::filesystem::path const own{environment("XDG_CONFIG_HOME")};
    if (own.is_absolute())
        out.push_back(own / "vitrail/vitrail.toml");
    else if (auto const home = environment("HOME"); !home.empty())
        out.push_back(std::filesystem::path{home} / ".config/vitrail/vitrail.toml");
    auto const shared = environment("XDG_CONFIG_DIRS");
    add_folders(out, shared.empty() ? "/etc/xdg" : shared);
    return out;
}

std::vector<std::filesystem::path> ConfigFile::places() const
{
    return named_.empty() ? usual_places() : std::vector{named_};
}

std::filesystem::path ConfigFile::find() const
{
    if (!named_.empty())
        return named_;
    for (auto const& place : usual_places())
        if (std::error_code ignored; std::filesystem::exists(place, ignored))
            return place;
    return {};
}

Result<ConfigReading> ConfigFile::read_now()
{
    path_ = find();
    text_.clear();
    if (path_.empty())
        return ConfigReading{};
    auto text = text_of(path_);
    if (!text)
        return std::unexpected{text.error()};
    text_ = std::move(*text);
    return read_config(text_, path_.string());
}

Result<std::vector<std::string>> ConfigFile::read()
{
    auto reading = read_now();
    if (!reading)
        return std::unexpected{reading.error()};
    config_ = std::move(reading->config);
    return std::move(reading->findings);
}

Result<std::vector<std::string>> ConfigFile::read_again()
{
    auto reading = read_now();
    if (!reading)
        return std::unexpected{reading.error()};
    if (reading->findings.empty())
        config_ = std::move(reading->config);
    return std::move(reading->findings);
}

bool ConfigFile::has_news() const
{
    auto const found = find();
    if (std::error_code ignored; found.empty() || !std::filesystem::exists(found, ignored))
        return false;
    auto const text = text_of(found);
    return !text || found != path_ || *text != text_;
}

} // namespace vitrail
