#include "control/config.hpp"

#include "deep_name.hpp"
#include "read_kiosk.hpp"
#include "read_limits.hpp"
#include "read_privileges.hpp"
#include "read_seat.hpp"
#include "read_shell.hpp"
#include "section.hpp"

#include <algorithm>
#include <format>
#include <optional>
#include <vector>

namespace vitrail {

namespace {

void read_output(Section s, OutputRule& out)
{
    s.take("mode", out.mode, parse_mode);
    s.take("scale", out.scale, parse_scale);
    s.take("position", out.position, parse_position);
    s.take("transform", out.transform, parse_transform);
    s.take("off", out.off, parse_switch);
    s.take("vrr", out.vrr, parse_vrr_use);
    s.take("tearing", out.tearing, parse_switch);
    s.report_unknown();
}

void read_planes(Section s, PlaneUse& out)
{
    s.take("use", out, parse_plane_use);
    s.report_unknown();
}

void read_looks(Section s, WindowLooks& out)
{
    s.take("corner-radius", out.corner_radius, whole(0, 100, "logical pixels, such as 8, or 0 for square corners"));
    s.take("shadow", out.shadow, whole(0, 200, "how far it reaches in logical pixels, such as 24, or 0 for none"));
    s.take("cross-fade", out.cross_fade, whole(0, 2000, "milliseconds, such as 200, or 0 for none"));
    s.take("dim-inactive", out.dim_inactive, whole(0, 90, "percent, such as 15, or 0 for none"));
    s.report_unknown();
}

void read_scheduling(Section s, bool& out)
{
    s.take("realtime", out, parse_switch);
    s.report_unknown();
}

void read_xwayland(Section s, bool& out)
{
    s.take("enabled", out, parse_switch);
    s.report_unknown();
}

void read_shared_memory(Section s, bool& out)
{
    s.take("import", out, parse_switch);
    s.report_unknown();
}

void read_application(Section s, AppRule& out)
{
    s.take("pacing", out.pacing, parse_switch);
    s.report_unknown();
}

void read_applications(Section s, AppRules& out)
{
    for (auto const& name : s.keys())
        s.table(name, out.by_app_id[name], read_application,
                "[application.APP_ID], where APP_ID is a program's own name for its windows, such as \"org.mozilla.firefox\"");
}

void read_outputs(Section s, OutputRules& out)
{
    for (auto const& name : s.keys())
        s.table(name, out.by_name[name], read_output, "[output.NAME], where NAME is a connector such as HDMI-A-1");
}

void read_all(Section root, Config& out)
{
    auto& [seat, outputs, applications, shell, looks, planes, xwayland, realtime, kiosk, limits, import_shm, privileges,
           privacy_mark] = out;
    read_seat(root, seat);
    root.table("looks", looks, read_looks, "[looks]");
    root.table("planes", planes, read_planes, "[planes]");
    root.table("scheduling", realtime, read_scheduling, "[scheduling]");
    root.table("xwayland", xwayland, read_xwayland, "[xwayland]");
    root.table("shared-memory", import_shm, read_shared_memory, "[shared-memory]");
    root.table("output", outputs, read_outputs, "[output.NAME]");
    root.table("application", applications, read_applications, "[application.APP_ID]");
    root.table("kiosk", kiosk, read_kiosk, "[kiosk]");
    root.table("limits", limits, read_limits, "[limits]");
    read_privileges(root, privileges);
    root.table("privacy", privacy_mark, read_privacy, "[privacy]");
    read_shell(root, shell);
    root.report_unknown();
}

/// Nothing: the parser is confused by it.
std::optional<toml::parse_result> parse(std::string_view text)
{
    try {
        return toml::parse(text);
    } catch (TomlConfused const&) {
        return std::nullopt;
    }
}

toml::source_region begin_of(std::size_t line)
{
    toml::source_position const begin{toml::source_index(line), 1};
    return {.begin = begin, .end = begin, .path = {}};
}

/// The first line after which it is confused, as it then is by all that goes further.
std::size_t confusing_line(std::string_view text)
{
    std::vector<std::size_t> ends; // of lines
    for (auto end = text.find('\n'); end != text.npos; end = text.find('\n', end + 1))
        ends.push_back(end + 1);
    auto const clear = [text](std::size_t end) { return parse(text.substr(0, end)).has_value(); };
    return std::size_t(std::ranges::partition_point(ends, clear) - ends.begin()) + 1;
}

void add_no_toml(Findings& findings, toml::source_region const& where, std::string_view why)
{
    findings.add(where, std::format("not TOML: {}; mend this, or write # before it: nothing of this file is used until then", why));
}

} // namespace

ConfigReading read_config(std::string_view text, std::string_view file)
{
    Findings findings{file};
    ConfigReading out;
    if (auto const line = line_of_deep_name(text))
        add_no_toml(findings, begin_of(*line), "no name has so many parts");
    else if (auto const parsed = parse(text); !parsed)
        add_no_toml(findings, begin_of(confusing_line(text)), "this is neither a table nor a setting");
    else if (*parsed)
        read_all({parsed->table(), "", findings}, out.config);
    else
        add_no_toml(findings, parsed->error().source(), parsed->error().description());
    out.findings = findings.take();
    return out;
}

std::vector<std::string> known_settings()
{
    Findings findings{"", Findings::Survey::Yes};
    toml::table const nothing;
    Config ignored;
    read_all({nothing, "", findings}, ignored);
    return {findings.settings().begin(), findings.settings().end()};
}

std::vector<std::string> needs_restart(Config const& at_start, Config const& now)
{
    std::vector<std::string> out;
    if (now.xwayland != at_start.xwayland)
        out.emplace_back("xwayland.enabled");
    if (now.import_shm != at_start.import_shm)
        out.emplace_back("shared-memory.import");
    return out;
}

} // namespace vitrail
