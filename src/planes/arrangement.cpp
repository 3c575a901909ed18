#include "arrangement.hpp"

#include "search.hpp"

#include <algorithm>

namespace vitrail {

std::uint64_t hash_of(Look const& look)
{
    Hash out;
    out.add(look.caps.version, look.overlays, look.cursor.has_value(), look.software_cursor(), look.black);
    std::vector<std::size_t> relevant;
    for (std::size_t i = look.size(); i-- > 0 && relevant.size() < 2 * most_watched;) {
        auto const& facts = look.facts[i];
        auto const lies_on = [&](std::size_t below) {
            return look.stack.layers[i].visible.intersects(look.facts[below].place);
        };
        bool const candidate = is_candidate(facts);
        auto const on = std::ranges::count_if(relevant, lies_on);
        if (i == look.cursor || (!candidate && on == 0))
            continue;
        out.add(look.stack.layers[i].id.value, candidate, facts.fast, facts.planes, on);
        out.add(shape_of(look.stack.layers[i], look.stack.size));
        for (std::size_t n = 0; on > 0 && n < relevant.size(); ++n)
            if (lies_on(relevant[n]))
                out.add(n);
        relevant.push_back(i);
    }
    return out.value();
}

} // namespace vitrail
