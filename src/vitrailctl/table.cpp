#include "table.hpp"

#include "text.hpp"

#include <format>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace vitrail::ctl {

namespace {

using Json = nlohmann::json;
using Rows = std::vector<std::vector<std::string>>;

std::string text(Json const& object, char const* key)
{
    auto const& value = object.at(key);
    return value.is_null() ? "" : printable(value.get<std::string>());
}

std::int64_t number(Json const& object, char const* key)
{
    return object.at(key).get<std::int64_t>();
}

/// A name that a program chose, as TOML writes it.
std::string quoted(std::string const& name)
{
    std::string out = "\"";
    for (char c : name)
        out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return out + "\"";
}

std::string way(Json const& layer)
{
    if (layer.at("plane").is_null())
        return "composed";
    return std::format("plane {}{}", number(layer, "plane"), text(layer, "path") == "plane-below" ? " below" : "");
}

std::string place(Json const& layer)
{
    return std::format("{}x{}{:+}{:+}", number(layer, "width"), number(layer, "height"), number(layer, "x"),
                       number(layer, "y"));
}

std::string pixels(Json const& layer)
{
    auto const& buffer = layer.at("buffer");
    return buffer.is_null() ? "colour" : text(buffer, "memory") + " " + text(buffer, "format");
}

std::string who(Json const& layer)
{
    auto const app = text(layer, "app_id"), title = text(layer, "title"), role = text(layer, "role");
    auto name = app.empty() ? title : title.empty() || title == app ? app : app + ": " + title;
    if (name.empty())
        return layer.at("pid").is_null() ? role : std::format("{} of {}", role, number(layer, "pid"));
    return role == "window" ? name : role + " of " + name;
}

/// A client that is late is no fault of ours, and its user should know.
std::string lateness(Json const& layer)
{
    return layer.value("waits_for", Json()) == "not-signalled" ? ", whose next picture is not finished" : "";
}

std::string heading(Json const& output)
{
    auto const& composed = output.at("composed");
    auto const where = composed.is_null() ? "nothing is composed"
                                          : std::format("composition on plane {}", number(composed, "plane"));
    return std::format("{}  {}x{}, {}; {} frames, {} composed\n", text(output, "name"), number(output, "width"),
                       number(output, "height"), where, number(output, "commits"), number(output, "composed_commits"));
}

std::string layers(Json const& output, std::size_t width, std::map<std::string, std::string>& meanings)
{
    Rows rows{{"", "WAY", "WHY", "FRAMES", "WHERE", "PIXELS", "WHO"}};
    for (auto const& layer : output.at("layers")) {
        auto const verdict = text(layer, "verdict");
        rows.push_back({"", way(layer), verdict, std::to_string(number(layer, "frames")), place(layer), pixels(layer),
                        who(layer) + lateness(layer)});
        if (verdict != "on-plane")
            meanings[verdict] = text(layer, "meaning");
    }
    return rows.size() == 1 ? "  nothing to show\n" : aligned(rows, {3}, width);
}

} // namespace

std::string why_table(Json const& answer, std::size_t width)
{
    std::string out;
    std::map<std::string, std::string> meanings;
    for (auto const& output : answer.at("outputs"))
        out += heading(output) + layers(output, width, meanings) + "\n";
    for (auto const& name : answer.value("gone", Json::array()))
        out += printable(name.get<std::string>()) + "  is gone\n\n";
    Rows legend;
    for (auto const& [verdict, meaning] : meanings)
        legend.push_back({verdict, meaning});
    return out + aligned(legend, {}, width);
}

std::string outputs_table(Json const& answer, std::size_t width)
{
    Rows rows{{"OUTPUT", "MODE", "SCALE", "FRAMES", "COMPOSED", "DIRECT", "REFUSED", "TESTS", "MISSES", "PIXELS", "STATE"}};
    for (auto const& output : answer.at("outputs")) {
        auto const& frames = output.at("frames");
        rows.push_back({text(output, "name"),
                        std::format("{}x{}@{:.2f}", number(output, "width"), number(output, "height"),
                                    double(number(output, "refresh_mhz")) / 1000),
                        std::format("{:.4g}", output.at("scale").get<double>()), std::to_string(number(frames, "commits")),
                        std::to_string(number(frames, "composed")), std::to_string(number(frames, "direct")),
                        std::to_string(number(frames, "refused")), std::to_string(number(frames, "tests")),
                        std::to_string(number(output.at("clock"), "misses")),
                        std::to_string(number(output.at("compose"), "pixels")), text(output, "state")});
    }
    std::set<std::string> ways; // one, as long as all displays belong to one GPU
    for (auto const& output : answer.at("outputs"))
        ways.insert(text(output.at("compose"), "with"));
    auto out = aligned(rows, {2, 3, 4, 5, 6, 7, 8, 9}, width);
    for (auto const& way : ways)
        out += std::format("composed with {}\n", way);
    return out;
}

std::string privacy_table(Json const& answer, std::size_t width)
{
    Rows rows{{"WHAT", "PROCESS", "NOW", "PROGRAM"}};
    for (auto const& use : answer.at("uses"))
        rows.push_back({text(use, "kind"), std::to_string(number(use, "pid")), use.at("active").get<bool>() ? "yes" : "no",
                        text(use, "program")});
    return rows.size() == 1 ? "no program sees others, makes input or looks into the clipboard\n" : aligned(rows, {1}, width);
}

std::string inputs_text(Json const& answer)
{
    std::string out;
    for (auto const& device : answer.at("inputs")) {
        auto const kind = text(device, "kind"), id = text(device, "id"), output = text(device, "output");
        out += std::format("{}[input.{}]\n", out.empty() ? "" : "\n", quoted(text(device, "name")));
        out += "# " + (kind.empty() ? "of no kind that has settings" : kind) + (id.empty() ? "" : ", " + id) + "\n";
        if (device.at("waits").get<bool>())
            out += "# waits for its display, which is off or not there\n";
        if (!output.empty())
            out += "output = " + quoted(output) + "\n";
        for (auto const& [name, value] : device.at("settings").items())
            out += name + " = " + printable(value.get<std::string>()) + "\n";
    }
    return out.empty() ? "no input devices\n" : out;
}

std::string reload_text(Json const& answer)
{
    std::string out;
    for (auto const* key : {"findings", "remarks"})
        for (auto const& line : answer.at(key))
            out += printable(line.get<std::string>()) + "\n";
    auto const file = text(answer, "file");
    if (!answer.at("applied").get<bool>())
        return out + "nothing has changed: the configuration stays as it was until that is mended\n";
    return out + (file.empty() ? "no configuration file: the defaults hold\n" : file + ": read again\n");
}

} // namespace vitrail::ctl
