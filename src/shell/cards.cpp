#include "shell/cards.hpp"

#include "input/seat.hpp"
#include "shell/help.hpp"

#include <utility>
#include <xkbcommon/xkbcommon-keysyms.h>

namespace vitrail {

namespace {

/// Shift, Ctrl and the like: the beginning of a chord.
bool is_modifier(std::uint32_t keysym) { return keysym >= XKB_KEY_Shift_L && keysym <= XKB_KEY_Hyper_R; }

} // namespace

Cards::Cards(World const& world, std::function<Output*()> where)
    : loop_{world.loop}
    , where_{std::move(where)}
    , help_{world, CardView::Place::Middle}
    , notice_{world, CardView::Place::TopRight}
    , notice_ends_{world.loop, [this] { notice_.hide(); }}
{
}

void Cards::toggle_help(std::span<Binding const> bindings)
{
    auto* const output = where_();
    if (help_.shown() || !output)
        help_.hide();
    else
        help_.show(help_card(bindings), *output);
}

void Cards::tell(std::vector<std::string> findings)
{
    untold_ = std::move(findings);
    if (untold_.empty())
        notice_.hide();
    else
        show_findings();
}

void Cards::show_findings()
{
    auto* const output = where_();
    if (untold_.empty() || !output)
        return;
    notice_.show(findings_card(std::exchange(untold_, {})), *output);
    notice_ends_.arm(loop_.now() + findings_stay);
}

bool Cards::key(KeyPress const& press)
{
    if (!help_.shown() || is_modifier(press.keysym))
        return false;
    help_.hide();
    return press.keysym == XKB_KEY_Escape;
}

void Cards::outputs_changed()
{
    help_.outputs_changed();
    notice_.outputs_changed();
    show_findings();
}

} // namespace vitrail
