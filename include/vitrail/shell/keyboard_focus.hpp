#pragma once

#include <array>
#include <cstddef>
#include <optional>

struct wlr_surface;

namespace vitrail {

class Seat;

/// Who may want the keyboard, the weakest first.
enum class KeyboardClaim { Window, Panel, ExclusivePanel, Lock, Count };

/// Gives the keys to the strongest of those who claim them.
///
/// The window with the focus keeps its claim while a panel or the lock screen has the keyboard, and gets it back after
/// them. A claim for nobody (null) keeps the keyboard from all weaker ones: so a locked screen without a lock surface
/// takes no keys.
class KeyboardFocus {
public:
    explicit KeyboardFocus(Seat& seat)
        : seat_{seat}
    {
    }
    KeyboardFocus(KeyboardFocus const&) = delete;
    KeyboardFocus& operator=(KeyboardFocus const&) = delete;

    /// The surface is not owned: drop the claim, or make it for another one, before it is destroyed.
    void claim(KeyboardClaim who, wlr_surface* surface);
    void drop(KeyboardClaim who);
    /// Drops every claim for this surface.
    void forget(wlr_surface const* surface);
    /// The surface that this claim is for; null if there is none.
    [[nodiscard]] wlr_surface* claimed(KeyboardClaim who) const { return of(who).value_or(nullptr); }

private:
    [[nodiscard]] std::optional<wlr_surface*> const& of(KeyboardClaim who) const { return claims_[std::size_t(who)]; }
    void update();

    Seat& seat_;
    std::array<std::optional<wlr_surface*>, std::size_t(KeyboardClaim::Count)> claims_;
};

} // namespace vitrail
