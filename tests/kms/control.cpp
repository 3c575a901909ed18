#include "control.hpp"

#include <cstdlib>
#include <format>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace vitrail::test {

namespace {

using Json = nlohmann::json;

/// Null reads as empty.
template <class T> T value_at(Json const& object, char const* key)
{
    auto const found = object.find(key);
    return found == object.end() || found->is_null() ? T{} : found->get<T>();
}

Json const& output_of(Json const& answer, std::string_view name)
{
    for (auto const& output : answer.at("outputs"))
        if (output.at("name") == name)
            return output;
    throw std::runtime_error{std::format("Vitrail has no output {}: {}", name, answer.dump())};
}

LayerPath read_layer(Json const& layer)
{
    auto const buffer = layer.value("buffer", Json::object());
    bool const has_buffer = buffer.is_object();
    return {.box = {layer.at("x"), layer.at("y"), layer.at("width"), layer.at("height")},
            .role = layer.at("role"),
            .title = value_at<std::string>(layer, "title"),
            .memory = has_buffer ? value_at<std::string>(buffer, "memory") : "",
            .format = has_buffer ? value_at<std::string>(buffer, "format") : "",
            .path = layer.at("path"),
            .plane = value_at<unsigned>(layer, "plane"),
            .verdict = layer.at("verdict"),
            .frames = layer.at("frames"),
            .waits_for = value_at<std::string>(layer, "waits_for")};
}

} // namespace

Control::Control(Vitrail const& vitrail)
    : socket_{connect_to(std::format("{}/vitrail-{}.sock", std::getenv("XDG_RUNTIME_DIR"), vitrail.socket()))}
{
}

std::string Control::ask(std::string_view request)
{
    auto const line = std::string{request} + '\n';
    if (write(socket_.get(), line.data(), line.size()) != ssize_t(line.size()))
        throw std::runtime_error{"Vitrail's control socket is closed"};
    for (;;) {
        if (auto const end = read_.find('\n'); end != std::string::npos) {
            auto const answer = read_.substr(0, end);
            read_.erase(0, end + 1);
            return answer;
        }
        char bytes[4096];
        pollfd ready{.fd = socket_.get(), .events = POLLIN, .revents = 0};
        ssize_t const n = poll(&ready, 1, 5000) == 1 ? read(socket_.get(), bytes, sizeof bytes) : 0;
        if (n <= 0)
            throw std::runtime_error{std::format("Vitrail does not answer {}", request)};
        read_.append(bytes, std::size_t(n));
    }
}

std::vector<LayerPath> Control::layers(std::string_view output)
{
    auto const answer = Json::parse(ask(R"({"request":"why"})"));
    std::vector<LayerPath> out;
    for (auto const& layer : output_of(answer, output).at("layers"))
        out.push_back(read_layer(layer));
    return out;
}

DisplayCounts Control::counts(std::string_view output)
{
    auto const answer = Json::parse(ask(R"({"request":"outputs"})"));
    auto const& found = output_of(answer, output);
    auto const &frames = found.at("frames"), &compose = found.at("compose");
    return {.commits = frames.at("commits"),
            .composed = frames.at("composed"),
            .refused = frames.at("refused"),
            .tests = frames.at("tests"),
            .passes = compose.at("passes"),
            .pixels = compose.at("pixels")};
}

std::map<std::string, std::string> Control::settings(std::string_view device)
{
    auto const answer = Json::parse(ask(R"({"request":"inputs"})"));
    for (auto const& input : answer.at("inputs"))
        if (input.at("name") == device)
            return input.at("settings");
    return {};
}

std::string Control::screen_of(std::string_view device)
{
    auto const answer = Json::parse(ask(R"({"request":"inputs"})"));
    for (auto const& input : answer.at("inputs"))
        if (input.at("name") == device)
            return value_at<std::string>(input, "output");
    return {};
}

void Control::use_planes(std::string_view use)
{
    auto const answer = Json::parse(ask(std::format(R"({{"request":"planes","use":"{}"}})", use)));
    if (answer.at("type") != "planes")
        throw std::runtime_error{"Vitrail does not switch planes: " + answer.dump()};
}

std::string told(std::vector<LayerPath> const& layers)
{
    std::string out;
    for (auto const& l : layers)
        out += std::format("{} {}x{}{:+}{:+} {} {}: {} {} ({}, {} frames)\n", l.role, l.box.width, l.box.height, l.box.x,
                           l.box.y, l.memory, l.format, l.path, l.plane, l.verdict, l.frames);
    return out;
}

} // namespace vitrail::test
