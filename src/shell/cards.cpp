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
    , windows_{world, CardView::Place::Middle}
    , welcome_{world, CardView::Place::Middle, Stratum::Background}
    , notice_ends_{world.loop, [this] { notice_.hide(); }}
    , windows_begin_{world.loop, [this] {
        if (auto* output = where_())
            windows_.show(chosen_from_, *output);
    }}
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

void Cards::tell(Card notice)
{
    untold_ = std::move(notice);
    if (untold_.lines.empty())
        notice_.hide();
    else
        show_notice();
}

void Cards::show_notice()
{
    auto* const output = where_();
    if (untold_.lines.empty() || !output)
        return;
    notice_.show(std::exchange(untold_, {}), *output);
    notice_ends_.arm(loop_.now() + notice_stays);
}

void Cards::show_windows(std::vector<CardLine> windows, std::size_t marked)
{
    bool const began = !chosen_from_.lines.empty();
    chosen_from_ = {.heading = "Windows", .lines = std::move(windows), .marked = marked};
    auto* const output = where_();
    if (windows_.shown() && output)
        windows_.show(chosen_from_, *output);
    else if (!began)
        windows_begin_.arm(loop_.now() + moment);
}

void Cards::hide_windows()
{
    windows_begin_.disarm();
    windows_.hide();
    chosen_from_ = {};
}

void Cards::welcome(std::span<Binding const> bindings)
{
    greeting_ = welcome_card(bindings);
    show_greeting();
}

void Cards::end_welcome()
{
    greeting_ = {};
    welcome_.hide();
}

void Cards::show_greeting()
{
    auto* const output = where_();
    if (output && !greeting_.lines.empty())
        welcome_.show(greeting_, *output);
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
    show_notice();
    windows_.outputs_changed();
    welcome_.outputs_changed();
    if (!welcome_.shown())
        show_greeting();
}

} // namespace vitrail
