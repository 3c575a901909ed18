#include "vocabulary.hpp"

#include "protocol.hpp"
#include "step.hpp"

#include <algorithm>
#include <format>
#include <utility>

namespace vitrail::test {

namespace {

constexpr std::pair<char const*, Deed> deeds[]{
    {"time.refresh", Deed::Refresh},   {"time.second", Deed::Second},     {"time.settle", Deed::Settle},
    {"user.move", Deed::Move},         {"user.press", Deed::Press},       {"user.release", Deed::Release},
    {"user.scroll", Deed::Scroll},     {"user.key_down", Deed::KeyDown},  {"user.key_up", Deed::KeyUp},
    {"user.touch_down", Deed::TouchDown}, {"user.touch_up", Deed::TouchUp},
    {"display.plug", Deed::Plug},      {"display.unplug", Deed::Unplug},  {"display.resize", Deed::Resize},
    {"client.kill", Deed::Kill},       {"client.garbage", Deed::Garbage},
};

std::vector<Word> make()
{
    std::vector<Word> out;
    for (auto const& [name, deed] : deeds)
        out.push_back({name, hash_of(name), -1, 0, deed});
    auto const interfaces = protocol_interfaces();
    for (std::size_t i = 0; i < interfaces.size(); ++i)
        for (std::size_t request = 0; request < interfaces[i].requests.size(); ++request) {
            auto name = std::format("{}.{}", interfaces[i].name, interfaces[i].requests[request].name);
            auto const hash = hash_of(name);
            out.push_back({std::move(name), hash, int(i), int(request), {}});
        }
    std::ranges::sort(out, {}, &Word::hash);
    return out;
}

} // namespace

std::span<Word const> vocabulary()
{
    static auto const words = make();
    return words;
}

Word const& word_for(std::uint32_t what)
{
    auto const words = vocabulary();
    auto const found = std::ranges::lower_bound(words, what, {}, &Word::hash);
    return found == words.end() ? words.front() : *found;
}

int protocol_interface(std::string_view name)
{
    auto const all = protocol_interfaces();
    auto const found = std::ranges::find(all, name, &ProtocolInterface::name);
    return found == all.end() ? -1 : int(found - all.begin());
}

} // namespace vitrail::test
