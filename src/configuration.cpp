#include "configuration.hpp"

#include "base/log.hpp"
#include "options.hpp"

#include <csignal>
#include <cstdio>
#include <utility>
#include <wayland-server-core.h>

namespace vitrail {

namespace {

void warn(std::vector<std::string> const& findings)
{
    for (auto const& finding : findings)
        log::warning("{}", finding);
}

/// The user's mistake: said whatever the log's level is.
void say(Error const& error)
{
    std::fprintf(stderr, "vitrail: %s\n", error.message.c_str());
}

} // namespace

bool read_at_start(ConfigFile& file, std::vector<std::string>& findings)
{
    auto const read = file.read();
    if (read) {
        warn(*read);
        findings = *read;
        return true;
    }
    if (file.is_named()) {
        say(read.error());
        return false;
    }
    log::warning("{}", read.error().message);
    findings = {read.error().message};
    return true;
}

int check(ConfigFile& file)
{
    auto const findings = file.read();
    if (!findings) {
        say(findings.error());
        return exit_usage;
    }
    for (auto const& finding : *findings)
        std::printf("%s\n", finding.c_str());
    if (!findings->empty())
        return exit_usage;
    if (file.path().empty()) {
        std::printf("no configuration file: the defaults hold. Looked for:\n");
        for (auto const& place : ConfigFile::usual_places())
            std::printf("%s\n", place.c_str());
    } else {
        std::printf("%s: nothing is wrong\n", file.path().c_str());
    }
    return 0;
}

ReloadOnHangup::ReloadOnHangup(EventLoop& loop, ConfigFile& file, std::function<void(Config const&)> apply, Tell tell)
    : file_{file}, apply_{std::move(apply)}, tell_{std::move(tell)}
{
    auto const on_hangup = [](int, void* self) {
        static_cast<ReloadOnHangup*>(self)->reload();
        return 0;
    };
    hangup_ = wl_event_loop_add_signal(loop.c(), SIGHUP, on_hangup, this);
}

ReloadOnHangup::~ReloadOnHangup()
{
    wl_event_source_remove(hangup_);
}

void ReloadOnHangup::reload()
{
    auto const findings = file_.read();
    if (!findings) {
        tell_({findings.error().message});
        return log::warning("{}", findings.error().message);
    }
    warn(*findings);
    tell_(*findings);
    apply_(file_.config());
    log::info("configuration read again: {}", file_.path().empty() ? "no file, the defaults hold" : file_.path().c_str());
}

} // namespace vitrail
