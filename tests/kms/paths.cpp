#include "paths.hpp"

#include <cstdio>
#include <format>
#include <ranges>

namespace vitrail::test {

namespace {

LayerPath read(std::string_view line)
{
    LayerPath out;
    auto const colon = line.rfind(": ");
    std::string const what{line.substr(0, colon)}, way{line.substr(colon + 2)};
    int used = 0;
    if (std::sscanf(what.c_str(), "%dx%d%d%d %n", &out.box.width, &out.box.height, &out.box.x, &out.box.y, &used) == 4)
        out.pixels = what.substr(std::size_t(used));
    out.on_plane = std::sscanf(way.c_str(), "plane %u", &out.plane) == 1;
    out.below = way.ends_with(" below");
    if (auto const open = way.find('('); open != std::string::npos)
        out.verdict = way.substr(open + 1, way.find(')') - open - 1);
    return out;
}

} // namespace

std::vector<LayerPath> paths(Vitrail& vitrail, std::string_view output)
{
    auto const log = vitrail.process().output();
    auto const prefix = std::format("paths: {} ", output);
    std::vector<LayerPath> out;
    for (auto const range : log | std::views::split('\n')) {
        std::string_view const line{range};
        auto const at = line.find(prefix);
        if (at == std::string_view::npos)
            continue;
        auto const rest = line.substr(at + prefix.size());
        if (rest.starts_with("now shows"))
            out.clear();
        else
            out.push_back(read(rest));
    }
    return out;
}

unsigned path_changes(Vitrail& vitrail, std::string_view output)
{
    auto const log = vitrail.process().output();
    auto const news = std::format("paths: {} now shows", output);
    unsigned count = 0;
    for (auto at = log.find(news); at != std::string::npos; at = log.find(news, at + 1))
        ++count;
    return count;
}

std::string told(std::vector<LayerPath> const& paths)
{
    std::string out;
    for (auto const& p : paths)
        out += std::format("{}x{}{:+}{:+} {}: {}\n", p.box.width, p.box.height, p.box.x, p.box.y, p.pixels,
                           p.on_plane ? std::format("plane {}{}", p.plane, p.below ? " below" : "") : p.verdict);
    return out;
}

std::vector<std::string> telling_paths(std::vector<std::string> more)
{
    more.insert(more.end(), {"--log-level", "debug"});
    return more;
}

} // namespace vitrail::test
