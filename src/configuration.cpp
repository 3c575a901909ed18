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

ReloadOnHangup::ReloadOnHangup(EventLoop& loop, LiveConfig& config)
{
    auto const on_hangup = [](int, void* config) {
        static_cast<LiveConfig*>(config)->reload();
        return 0;
    };
    hangup_ = wl_event_loop_add_signal(loop.c(), SIGHUP, on_hangup, &config);
}

ReloadOnHangup::~ReloadOnHangup()
{
    if (hangup_) // not so where nothing more could be watched
        wl_event_source_remove(hangup_);
}

} // namespace vitrail
