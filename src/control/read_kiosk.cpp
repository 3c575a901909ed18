#include "read_kiosk.hpp"

#include "read_privileges.hpp"

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
    return parse_some_text(node, "a connector such as \"HDMI-A-1\", a display's \"Make Model Serial\", or \"any\"");
}

/// Without a command it is worth nothing, so it is left out.
void read_kiosk_application(Section s, KioskApplication& out)
{
    s.take("command", out.command, parse_command);
    s.take("output", out.output, parse_output_name);
    s.take("privileges", out.privileges, parse_privileges);
    s.report_unknown();
    if (out.command.empty())
        s.add_finding("it has no command; write command = [\"program\", \"argument\"]");
}

void read_kiosk_applications(Section s, std::map<std::string, KioskApplication>& out)
{
    for (auto const& name : s.keys()) {
        s.table(name, out[name], read_kiosk_application, "[kiosk.application.NAME] with a command");
        if (out[name].command.empty())
            out.erase(name);
    }
}

} // namespace

void read_kiosk(Section s, KioskConfig& out)
{
    s.take("restart-wait", out.restart_wait, seconds(10ms, "seconds, such as 1"));
    s.take("longest-wait", out.longest_wait, seconds(10ms, "seconds, such as 300"));
    s.take("healthy-after", out.healthy_after, seconds(0s, "seconds, such as 60"));
    s.take("crash-loop", out.crash_loop, whole(0, 1000, "failures in a row, such as 5, or 0 for no page"));
    s.take("hang-timeout", out.hang_timeout, seconds(0s, "seconds, such as 20, or 0 for never"));
    s.take("cursor-timeout", out.cursor_timeout, seconds(0s, "seconds, such as 3, or 0 for never"));
    s.table("application", out.applications, read_kiosk_applications, "[kiosk.application.NAME]");
    s.report_unknown();
}

} // namespace vitrail
