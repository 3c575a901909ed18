#include "shell/layout_change.hpp"

#include "scene/picture_hold.hpp"
#include "shell/window.hpp"

#include <algorithm>

namespace vitrail {

struct LayoutChange::Waiting {
    Waiting(LayoutChange& all, Window& what)
        : window{&what}
        , hold{what.surface(), [this, &all] {
            ready |= !window || window->answers();
            all.look();
        }}
    {
    }

    Window* window; ///< null: gone
    bool ready = false; ///< the picture that is waited for is there
    PictureHold hold;
};

LayoutChange::LayoutChange(EventLoop& loop) : loop_{loop}, late_{loop, [this] { let_go(); }} {}

LayoutChange::~LayoutChange() = default;

void LayoutChange::wait_for(Window& window)
{
    auto const found = std::ranges::find(all_, &window, [](auto const& each) { return each->window; });
    if (found != all_.end()) {
        (*found)->ready = false; // it has been told something newer
        return;
    }
    if (all_.empty())
        late_.arm(loop_.now() + patience);
    all_.push_back(std::make_unique<Waiting>(*this, window));
}

/// It is in the middle of going: what was kept back of it would bring it back now. Later it does nothing any more.
void LayoutChange::forget(Window& window)
{
    for (auto const& each : all_) {
        if (each->window != &window)
            continue;
        each->window = nullptr;
        each->ready = true;
    }
    look();
}

/// The last one is in the middle of its commit: what was kept back goes on after it.
void LayoutChange::look()
{
    if (!all_.empty() && std::ranges::all_of(all_, &Waiting::ready))
        late_.arm(loop_.now());
}

void LayoutChange::let_go()
{
    auto const going = std::exchange(all_, {}); // what it shows may begin another change
}

} // namespace vitrail
