#include "requests.hpp"

#include "control/control.hpp"
#include "input/seat.hpp"
#include "output/output_manager.hpp"
#include "report.hpp"

#include <array>
#include <format>
#include <utility>
#include <vector>

namespace vitrail {

namespace {

constexpr int protocol = 1; // of docs/control.md: a higher one may mean something else by the same words

Requests::Answer wrong(std::string_view code, std::string message)
{
    return {{{"type", "error"}, {"code", code}, {"message", std::move(message)}}};
}

/// What a peer said, short enough to be said back.
std::string said_back(Json const& value)
{
    constexpr std::size_t longest = 60;
    auto text = value.is_primitive() ? line_of(value) : std::string{value.type_name()};
    return text.size() <= longest ? text : text.substr(0, longest) + "…";
}

/// The text at `key`; nothing if there is none.
std::optional<std::string> text_at(Json const& request, char const* key)
{
    auto const found = request.find(key);
    if (found == request.end() || !found->is_string())
        return std::nullopt;
    return found->get<std::string>();
}

bool is_true(Json const& request, char const* key)
{
    auto const found = request.find(key);
    return found != request.end() && found->is_boolean() && found->get<bool>();
}

} // namespace

Requests::Answer Requests::answer(LineReader::Line const& line)
{
    if (!line)
        return wrong("too-long", "a request is longer than 64 KiB");
    auto const request = Json::parse(*line, nullptr, false);
    if (request.is_discarded())
        return wrong("not-json", R"(this is no JSON; write one request a line, such as {"request":"why"})");
    auto const name = request.is_object() ? text_at(request, "request") : std::nullopt;
    if (!name)
        return wrong("no-request", R"(there is no "request" in it; write {"request":"why"})");
    constexpr std::array known{std::pair{"why", &Requests::why}, std::pair{"outputs", &Requests::stats},
                               std::pair{"inputs", &Requests::inputs}, std::pair{"planes", &Requests::planes},
                               std::pair{"privacy", &Requests::privacy}, std::pair{"reload", &Requests::reload},
                               std::pair{"version", &Requests::version}};
    for (auto const& [each, answer] : known)
        if (*name == each)
            return (this->*answer)(request);
    return wrong("unknown-request",
                 std::format("there is no request {}; there are why, outputs, inputs, planes, privacy, reload and version",
                             said_back(*name)));
}

Requests::Answer Requests::why(Json const& request)
{
    auto const wanted = text_at(request, "output").value_or("");
    auto outputs = Json::array();
    std::string names;
    for (auto* output : outputs_.active()) {
        auto const& name = output->identity().connector;
        names += (names.empty() ? "" : ", ") + name;
        if (wanted.empty() || wanted == name)
            outputs.push_back(report_layers(*output, shell_));
    }
    if (outputs.empty() && !wanted.empty())
        return wrong("unknown-output", std::format("there is no output {}; there are: {}", said_back(wanted), names));
    return {{{"type", "why"}, {"outputs", std::move(outputs)}},
            is_true(request, "watch") ? std::optional{wanted} : std::nullopt};
}

Json Requests::news(std::set<std::string> const& changed) const
{
    auto outputs = Json::array(), gone = Json::array();
    for (auto const& name : changed)
        if (auto* output = find(name))
            outputs.push_back(report_layers(*output, shell_));
        else
            gone.push_back(name);
    return {{"type", "why"}, {"outputs", std::move(outputs)}, {"gone", std::move(gone)}};
}

Requests::Answer Requests::stats(Json const&)
{
    auto outputs = Json::array();
    for (auto const* output : outputs_.active())
        outputs.push_back(report_output(*output));
    return {{{"type", "outputs"}, {"outputs", std::move(outputs)}}};
}

Requests::Answer Requests::inputs(Json const&)
{
    auto all = Json::array();
    for (auto const& device : seat_.devices())
        all.push_back(report_input(device));
    return {{{"type", "inputs"}, {"inputs", std::move(all)}}};
}

Requests::Answer Requests::planes(Json const& request)
{
    if (auto const given = request.find("use"); given != request.end()) {
        auto const use = given->is_string() ? plane_use(given->get_ref<std::string const&>()) : std::nullopt;
        if (!use)
            return wrong("bad-value", std::format(R"(no such use of planes: {}; write "all", "primary" or "none")",
                                                  said_back(*given)));
        outputs_.use_planes(*use);
    }
    return {{{"type", "planes"}, {"use", name_of(outputs_.plane_use())}}};
}

Requests::Answer Requests::privacy(Json const&)
{
    auto uses = Json::array();
    for (auto const& use : face_.find_uses ? face_.find_uses() : std::vector<PrivateUse>{})
        uses.push_back(report_use(use));
    return {{{"type", "privacy"}, {"uses", std::move(uses)}}};
}

Requests::Answer Requests::reload(Json const&)
{
    if (!face_.reload)
        return wrong("no-configuration", "this Vitrail has no configuration to read again");
    auto const outcome = face_.reload();
    return {{{"type", "reload"},
             {"file", outcome.file.empty() ? Json() : Json(outcome.file.string())},
             {"applied", outcome.findings.empty()},
             {"findings", outcome.findings},
             {"remarks", outcome.remarks}}};
}

Requests::Answer Requests::version(Json const&)
{
    return {{{"type", "version"}, {"vitrail", version_}, {"protocol", protocol}}};
}

Output* Requests::find(std::string_view connector) const
{
    for (auto* output : outputs_.active())
        if (output->identity().connector == connector)
            return output;
    return nullptr;
}

} // namespace vitrail
