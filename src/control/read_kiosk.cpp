#include "read_kiosk.hpp"

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr Duration longest = 24h; // nobody waits longer, and sums of it are far from overflow

auto seconds(Duration low, std::string_view remedy)
{
    return [=](toml::node const& node) { return parse_seconds(node, low, longest, remedy); };
}

Parsed<std::string> parse_output_name(toml::node const& node)
{
    constexpr std::string_view remedy = "a connector such as \"HDMI-A-1\", a display's \"Make Model Serial\", or \"any\"";
    auto name = parse_text(node, remedy);
    if (name && name->empty())
        return std::unexpected{"'' is no output; write " + std::string{remedy}};
    return name;
}

/// Without a command it is worth nothing, so it is left out.
void read_application(Section s, KioskApplication& out, KioskApplication const& before)
{
    s.take("command", out.command, before.command, parse_command);
    s.take("output", out.output, before.output, parse_output_name);
    s.report_unknown();
    if (out.command.empty())
        s.add_finding("it has no command; write command = [\"program\", \"argument\"]");
}

void read_applications(Section s, std::map<std::string, KioskApplication>& out,
                       std::map<std::string, KioskApplication> const& before)
{
    for (auto const& name : s.keys()) {
        auto const known = before.find(name);
        s.table(name, out[name], known == before.end() ? KioskApplication{} : known->second, read_application,
                "[kiosk.application.NAME] with a command");
        if (out[name].command.empty())
            out.erase(name);
    }
}

} // namespace

void read_kiosk(Section s, KioskConfig& out, KioskConfig const& before)
{
    s.take("restart-wait", out.restart_wait, before.restart_wait, seconds(10ms, "seconds, such as 1"));
    s.take("longest-wait", out.longest_wait, before.longest_wait, seconds(10ms, "seconds, such as 300"));
    s.take("healthy-after", out.healthy_after, before.healthy_after, seconds(0s, "seconds, such as 60"));
    s.take("crash-loop", out.crash_loop, before.crash_loop, [](toml::node const& node) {
        return parse_whole(node, 0, 1000, "failures in a row, such as 5, or 0 for no page");
    });
    s.take("hang-timeout", out.hang_timeout, before.hang_timeout, seconds(0s, "seconds, such as 20, or 0 for never"));
    s.take("cursor-timeout", out.cursor_timeout, before.cursor_timeout, seconds(0s, "seconds, such as 3, or 0 for never"));
    s.table("application", out.applications, before.applications, read_applications, "[kiosk.application.NAME]");
    s.report_unknown();
}

} // namespace vitrail
