#include "control/live_config.hpp"

#include "base/log.hpp"

#include <format>

namespace vitrail {

LiveConfig::LiveConfig(EventLoop& loop, ConfigFile& file, Events events)
    : file_{file}, events_{std::move(events)}, at_start_{file.config()}, watch_{loop, [this] { on_change(); }}
{
    watch_.watch(file_.places());
}

void LiveConfig::on_change()
{
    if (file_.has_news())
        reload();
}

LiveConfig::Outcome LiveConfig::reload()
{
    auto findings = file_.read_again();
    Outcome out{.file = file_.path(), .findings = findings ? *findings : std::vector{findings.error().message}, .remarks = {}};
    if (!out.findings.empty()) {
        for (auto const& finding : out.findings)
            log::warning("{}", finding);
        log::warning("the configuration stays as it was until that is mended");
        events_.tell("The configuration has mistakes, and stays as it was", out.findings);
        return out;
    }
    for (auto const& setting : needs_restart(at_start_, file_.config()))
        out.remarks.push_back(std::format("{} counts when Vitrail is started again", setting));
    for (auto const& remark : out.remarks)
        log::info("{}", remark);
    events_.apply(file_.config());
    events_.tell("The configuration holds, but for this", out.remarks);
    log::info("configuration read again: {}", out.file.empty() ? "no file, the defaults hold" : out.file.c_str());
    return out;
}

} // namespace vitrail
