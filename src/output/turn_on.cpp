#include "turn_on.hpp"

#include "base/log.hpp"
#include "base/wlr.hpp"
#include "output/output_rules.hpp"

#include <algorithm>

namespace vitrail {

namespace {

constexpr double dense_dpi = 192; // from here on a person wants everything twice as large
constexpr int least_dense_height = 1200;

std::string described(Mode const& mode)
{
    auto const size = std::format("{}x{}", mode.size.width, mode.size.height);
    return mode.refresh_mhz > 0 ? std::format("{}@{}", size, mode.refresh_mhz / 1000.0) : size;
}

std::string described(std::vector<Mode> const& modes)
{
    std::string out;
    for (auto const& mode : modes)
        out += (out.empty() ? "" : ", ") + described(mode);
    return out.empty() ? "none of its own" : out;
}

} // namespace

double natural_scale(Scanout& display, Size<OutputPx> size)
{
    int const millimetres = display.c().phys_height;
    if (millimetres <= 0)
        return 1.0;
    double const dpi = size.height * 25.4 / millimetres;
    return dpi >= dense_dpi && size.height >= least_dense_height ? 2.0 : 1.0;
}

bool turn_on(Scanout& display, std::optional<Mode> const& wanted)
{
    if (wanted) {
        if (display.enable(closest_mode(display.modes(), *wanted)))
            return true;
        log::warning("{}: the mode {} of the configuration does not work: the preferred one is used. It has: {}",
                     display.identity().connector, described(*wanted), described(display.modes()));
    }
    return display.enable(std::nullopt);
}

Size<OutputPx> expected_size(Scanout& display, std::optional<Mode> const& wanted)
{
    if (wanted)
        return wanted->size;
    auto const modes = display.modes();
    auto const preferred = std::ranges::find_if(modes, &Mode::preferred);
    if (preferred != modes.end())
        return preferred->size;
    return modes.empty() ? Size<OutputPx>{display.c().width, display.c().height} : modes.front().size;
}

} // namespace vitrail
