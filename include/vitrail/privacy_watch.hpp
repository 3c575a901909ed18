#pragma once

#include "base/event_loop.hpp"
#include "base/private_use.hpp"

#include <functional>
#include <list>
#include <memory>
#include <string_view>
#include <vector>

struct wl_client;
struct wl_display;
struct wlr_seat;

namespace vitrail {

/// Knows which programs see others' pictures, make input or look into the clipboard, tells the log when each begins and ends,
/// and says what a mark on the screen is to tell.
///
/// A use is an object that a client has made: a recording, a device, a view of the clipboard. Between two of them a short
/// while does not count, so that a recorder that asks for each picture anew is one use. While nobody has such an object
/// nothing is done but one look at the name of each object that is made.
///
/// The mark comes a moment late, so that a screenshot is done before, and stays for a while, so that it is seen. It tells
///   - of captures, as long as they last;
///   - of input, while some is made: not of what a screen keyboard makes under the user's own finger or button;
///   - of the clipboard, when a program begins to look.
class PrivacyWatch {
public:
    /// All of it outlives the watch.
    PrivacyWatch(wl_display& display, EventLoop& loop, wlr_seat const& seat);
    ~PrivacyWatch();
    PrivacyWatch(PrivacyWatch const&) = delete;
    PrivacyWatch& operator=(PrivacyWatch const&) = delete;

    /// Shall there be a mark at all?
    void use_mark(bool wanted);
    /// A device of this client's making was used.
    void injected(wl_client& client);
    /// By programs that are there, the longest first.
    [[nodiscard]] std::vector<PrivateUse> uses() const;

    /// What the mark tells from now on; none: there is no mark.
    std::function<void(UseKinds)> on_mark;

private:
    struct Client;
    struct Thing;
    struct Use;
    struct Arrivals;

    static constexpr Duration delay = std::chrono::milliseconds{250}, stay = std::chrono::seconds{2};

    [[nodiscard]] Use& use_of(wl_client& client, UseKind kind);
    void made(Client& client, UseKind kind, void* resource);
    void gone(Thing& thing);
    void forget(Client& client);
    [[nodiscard]] bool is_over(Use const& use) const;
    [[nodiscard]] bool is_marked(Use const& use) const;
    void look_by(Time when);
    void look();

    wl_display& display_;
    EventLoop& loop_;
    wlr_seat const& seat_;
    bool wants_mark_ = true;
    UseKinds marked_;
    std::list<Use> uses_;
    std::list<Client> clients_;
    std::list<Thing> things_;
    std::unique_ptr<Arrivals> arrivals_;
    Timer look_;
    Time next_look_ = Time::max();
};

} // namespace vitrail
