#pragma once

#include "base/event_loop.hpp"
#include "shell/bindings.hpp"
#include "shell/card_view.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace vitrail {

struct KeyPress;

/// What Vitrail itself has to say to the user: the keys, when asked; what is wrong in the configuration, for a while.
class Cards {
public:
    /// `where` the user is; null before the first display.
    Cards(World const& world, std::function<Output*()> where);

    void toggle_help(std::span<Binding const> bindings);
    /// Shows them where the user is, as soon as there is a display; none: takes them away.
    void tell(std::vector<std::string> findings);
    /// A key that is no binding: the help goes. True: it was meant for that alone.
    [[nodiscard]] bool key(KeyPress const& press);
    /// A button or finger went down.
    void pressed() { help_.hide(); }
    void outputs_changed();

private:
    void show_findings();

    static constexpr Duration findings_stay = std::chrono::seconds{15};

    EventLoop& loop_;
    std::function<Output*()> where_;
    CardView help_, notice_;
    std::vector<std::string> untold_;
    Timer notice_ends_;
};

} // namespace vitrail
