#pragma once

#include "base/wlr.hpp"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace vitrail {

/// Which client was told of each key that is down.
///
/// A client that gets the keyboard is told of keys that it saw go down itself, and hears the release of those alone: what
/// was typed into a lock, a launcher or another window is nobody else's business, be it a single key. Modifiers are told
/// to all, because all are told of the modifiers that hold.
class ToldKeys {
public:
    /// `client` is told of this press; null: nobody is.
    void pressed(wlr_keyboard const& from, std::uint32_t keycode, wl_client const* client);
    /// The key is up. True: `client` has to hear of it.
    [[nodiscard]] bool released(wlr_keyboard const& from, std::uint32_t keycode, wl_client const* client);
    /// The keys that `client` may be told are down when it gets the keyboard.
    [[nodiscard]] std::vector<std::uint32_t> known_to(wl_client const& client, wlr_keyboard const& keyboard) const;
    /// The keyboard goes.
    void forget(wlr_keyboard const& keyboard);

private:
    std::map<std::pair<wlr_keyboard const*, std::uint32_t>, wl_client const*> keys_;
};

} // namespace vitrail
