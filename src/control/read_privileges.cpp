#include "read_privileges.hpp"

#include <algorithm>
#include <format>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrail {

namespace {

constexpr std::string_view none = "none";

/// The texts of a list, or the only one; nothing if it is anything else.
std::optional<std::vector<std::string>> texts_of(toml::node const& node)
{
    if (auto const text = node.value_exact<std::string>())
        return std::vector{*text};
    auto const* list = node.as_array();
    if (!list)
        return std::nullopt;
    std::vector<std::string> out;
    for (auto const& each : *list)
        if (auto const text = each.value_exact<std::string>())
            out.push_back(*text);
        else
            return std::nullopt;
    return out;
}

/// The path of a program, or the name of one in a sandbox (which has no slash).
bool is_program(std::string_view text)
{
    return !text.empty() && (text.front() == '/' || !text.contains('/')) && !text.contains('\0');
}

Parsed<Trusted> parse_trusted(toml::node const& node)
{
    auto texts = texts_of(node);
    if (texts && texts->size() == 1 && texts->front() == none)
        return Trusted{};
    bool const whole = texts && std::ranges::all_of(*texts, is_program) && !std::ranges::contains(*texts, none)
        && (node.is_array() || texts->front() == Trusted::everybody);
    if (!whole)
        return std::unexpected{std::format("{} says not who is trusted, so nobody is; write \"all\", \"none\" or a list of "
                                           "programs by their whole paths, such as [\"/usr/bin/grim\"]", shown(node))};
    return Trusted{std::move(*texts)};
}

/// Who is not given well is nobody; who is not given is as usual.
void read_trusted(Section s, PrivilegeRules& out)
{
    for (std::size_t i = 0; i < privilege_names.size(); ++i) {
        auto& trusted = out.trusted[i];
        trusted.reset();
        s.take(privilege_names[i], trusted, [&trusted](toml::node const& node) {
            trusted = Trusted{};
            return parse_trusted(node);
        });
    }
    s.report_unknown();
}

} // namespace

Parsed<Privileges> parse_privileges(toml::node const& node)
{
    auto const texts = texts_of(node);
    bool const word = texts && node.is_string(), list = texts && node.is_array(), all = word && texts->front() == Trusted::everybody;
    auto out = all ? all_privileges() : Privileges{};
    bool right = all || list || (word && texts->front() == none);
    for (auto const& text : list ? *texts : std::vector<std::string>{}) {
        auto const found = std::ranges::find(privilege_names, text);
        right = right && found != privilege_names.end();
        if (right)
            out.set(std::size_t(found - privilege_names.begin()));
    }
    if (right)
        return out;
    std::string names;
    for (auto const& name : privilege_names)
        names += std::format("{}\"{}\"", names.empty() ? "" : ", ", name);
    return std::unexpected{std::format("{} are no privileges; write \"all\", \"none\" or a list of {}", shown(node), names)};
}

void read_privileges(Section& root, PrivilegeRules& out)
{
    if (root.has("privileges"))
        out.trusted.fill(Trusted{}); // if it is no table, that stays so
    root.table("privileges", out, read_trusted, "[privileges]");
}

void read_privacy(Section s, std::optional<bool>& mark)
{
    s.take("mark", mark, parse_switch);
    s.report_unknown();
}

} // namespace vitrail
