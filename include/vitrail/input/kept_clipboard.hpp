#pragma once

#include "base/event_loop.hpp"
#include "base/idle_call.hpp"
#include "base/slot.hpp"
#include "input/transfers.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct wlr_data_source;
struct wlr_seat;

namespace vitrail {

/// What was copied outlives the program that it was copied in.
///
/// A clipboard is a promise of its owner to send what it has when somebody pastes. So what is likely to be pasted (a text,
/// the same as HTML, files, a picture) is asked for as soon as it is offered; when the owner goes without having taken it
/// back, it is offered by us. Not what a password manager marks as secret.
///
/// A program of X11 is asked a moment later: some (xclip) answer one reader at a time and forget the others, and who pastes at
/// once comes first.
class KeptClipboard {
public:
    KeptClipboard(EventLoop& loop, wlr_seat& seat);
    KeptClipboard(KeptClipboard const&) = delete;
    KeptClipboard& operator=(KeptClipboard const&) = delete;
    ~KeptClipboard();

    /// How many bytes are kept, of all types together; 0: none. What is larger goes with its owner. Holds from the next copy.
    void set_limit(std::size_t bytes) { limit_ = bytes; }
    /// This one, which is about to be the clipboard, is of a program of X11, and a secret or not: its types do not tell.
    void expect_x11(wlr_data_source const& source, bool secret)
    {
        x11_ = &source;
        secret_ = secret ? &source : nullptr;
    }
    /// The owner takes it back: nothing of it is to be pasted any more.
    void forget();

private:
    class Offered;

    /// One thing that was copied, under all the names that mean the same.
    struct Kept {
        std::vector<std::string> types;
        std::shared_ptr<std::string const> text;
    };

    void on_selection();
    void on_owner_gone();
    void stop_asking();
    void ask_next();
    void look_for_progress();
    void came(Intake::End how);
    void believe();
    void offer();

    EventLoop& loop_;
    wlr_seat& seat_;
    std::size_t limit_ = 0, used_ = 0;
    wlr_data_source const *x11_ = nullptr, *secret_ = nullptr; ///< never looked into: they may be gone
    wlr_data_source* owner_ = nullptr;             ///< whom we ask; null: nobody, or ourselves
    std::vector<std::vector<std::string>> to_ask_; ///< types that mean the same, the best one first
    std::vector<std::string> asked_;
    std::optional<Intake> intake_;
    std::size_t had_come_ = 0; ///< when we last looked
    Timer begin_, progress_;
    std::vector<Kept> kept_;
    std::optional<Kept> doubtful_; ///< it came to an end just now; or was that the end of its owner?
    Timer believe_;
    IdleCall offer_;
    std::shared_ptr<Outlets> outlets_; // lives on in what we offer
    Slot<> selection_, owner_gone_;
};

} // namespace vitrail
