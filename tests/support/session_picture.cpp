#include "session_picture.hpp"

#include <algorithm>
#include <format>
#include <map>

namespace vitrail::test {

Screen::Box Screen::box_of(Argb color) const
{
    int left = width, top = height, right = -1, bottom = -1;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (at(x, y) == color) {
                left = std::min(left, x), right = std::max(right, x);
                top = std::min(top, y), bottom = std::max(bottom, y);
            }
    return right < 0 ? Box{} : Box{left, top, right - left + 1, bottom - top + 1};
}

bool Screen::filled(Box const& box, Argb color) const
{
    for (int y = box.y; y < box.y + box.height; ++y)
        for (int x = box.x; x < box.x + box.width; ++x)
            if (at(x, y) != color)
                return false;
    return true;
}

// A failed comparison prints what is there instead of a hundred thousand numbers: the commonest colours and their boxes.
std::ostream& operator<<(std::ostream& out, Screen const& s)
{
    std::map<Argb, int> counts;
    for (Argb p : s.pixels)
        ++counts[p];
    std::vector<std::pair<int, Argb>> common;
    for (auto [color, n] : counts)
        common.emplace_back(n, color);
    std::ranges::sort(common, std::greater{});
    out << std::format("{}x{}", s.width, s.height);
    for (std::size_t i = 0; i < std::min<std::size_t>(common.size(), 6); ++i)
        out << std::format("\n  {:08x}: {} pixels in ", common[i].second, common[i].first) << s.box_of(common[i].second);
    return out;
}

} // namespace vitrail::test
