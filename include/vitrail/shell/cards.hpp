#pragma once

#include "base/event_loop.hpp"
#include "shell/bindings.hpp"
#include "shell/card_view.hpp"

#include <functional>
#include <span>

namespace vitrail {

struct KeyPress;

/// What Vitrail itself has to say to the user: the keys, when asked; a notice about the configuration, for a while; the
/// windows, while one is chosen; and what to press, while there is nothing else.
class Cards {
public:
    /// `where` the user is; null before the first display.
    Cards(World const& world, std::function<Output*()> where);

    void toggle_help(std::span<Binding const> bindings);
    /// Shows it where the user is, as soon as there is a display, for a while; without lines: takes away what is shown.
    void tell(Card notice);
    /// What the user goes through, shown as soon as that takes longer than a moment, with the marked one.
    void show_windows(std::vector<CardLine> windows, std::size_t marked);
    void hide_windows();
    /// What to press, behind everything, until it is taken away.
    void welcome(std::span<Binding const> bindings);
    void end_welcome();
    /// A key that is no binding: the help goes. True: it was meant for that alone.
    [[nodiscard]] bool key(KeyPress const& press);
    /// A button or finger went down.
    void pressed() { help_.hide(); }
    void outputs_changed();

private:
    void show_notice();
    void show_greeting();

    static constexpr Duration notice_stays = std::chrono::seconds{15}, moment = std::chrono::milliseconds{150};

    EventLoop& loop_;
    std::function<Output*()> where_;
    CardView help_, notice_, windows_, welcome_;
    Card untold_, chosen_from_, greeting_;
    Timer notice_ends_, windows_begin_;
};

} // namespace vitrail
