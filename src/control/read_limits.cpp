#include "read_limits.hpp"

#include <format>
#include <limits>
#include <string>

namespace vitrail {

namespace {

constexpr int most = std::numeric_limits<int>::max() / 2; // sums of it are far from overflow

/// `least` is what a plain window needs.
auto count(int least, std::string_view what, int such_as)
{
    return [=](toml::node const& node) { return parse_whole(node, least, most, std::format("{}, such as {}", what, such_as)); };
}

} // namespace

void read_limits(Section s, ClientLimits& out)
{
    constexpr ClientLimits usual;
    s.take("surfaces", out.surfaces, count(16, "a number of surfaces", usual.surfaces));
    s.take("subsurfaces", out.subsurfaces, count(16, "a number of sub-surfaces", usual.subsurfaces));
    s.take("buffers", out.buffers, count(16, "a number of buffers", usual.buffers));
    s.take("descriptors", out.descriptors, count(16, "a number of descriptors", usual.descriptors));
    s.take("objects", out.objects, count(256, "a number of objects", usual.objects));
    s.take("memory", out.memory, count(64, "MiB", usual.memory));
    s.take("unread", out.unread, count(4, "KiB", usual.unread));
    s.take("waiting-commits", out.waiting_commits, count(16, "a number of commits", usual.waiting_commits));
    s.report_unknown();
}

} // namespace vitrail
