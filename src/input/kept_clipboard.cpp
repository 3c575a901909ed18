#include "input/kept_clipboard.hpp"

#include "base/wlr.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <unistd.h>
#include <utility>

namespace vitrail {

using namespace std::chrono_literals;

namespace {

constexpr std::string_view mark_of_secrets = "x-kde-passwordManagerHint"; // KeePassXC, wl-copy --sensitive, and others

/// What means the same, the best first. Xwayland calls its own texts so, too.
constexpr std::array<std::string_view, 5> names_of_text{"text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING", "TEXT"};
/// And what is worth to be kept beside.
constexpr std::array<std::string_view, 6> kept_beside{"text/html", "text/uri-list", "x-special/gnome-copied-files", "image/png",
                                                      "image/jpeg", "image/svg+xml"};

/// A pipe takes so much at once, whole: no half of it is ever read (pipe(7)).
constexpr std::size_t never_halved = 4096;
/// A program that dies in the middle of a text closes the pipe, too; its connection ends within this time.
constexpr Duration time_to_die = 100ms;
/// So long a program of X11 is left to who pastes at once.
constexpr Duration first_for_others = 500ms;
/// A program that sends nothing for so long is not waited for.
constexpr Duration longest_silence = 30s;

std::vector<std::string> types_of(wlr_data_source const& source)
{
    auto const* first = static_cast<char* const*>(source.mime_types.data);
    std::span const all{first, source.mime_types.size / sizeof *first};
    return {all.begin(), all.end()};
}

/// Which of what is offered is worth to be kept: types that mean the same together.
std::vector<std::vector<std::string>> worth_keeping(std::vector<std::string> const& offered)
{
    std::vector<std::vector<std::string>> out;
    if (std::ranges::contains(offered, mark_of_secrets))
        return out;
    std::vector<std::string> text;
    for (auto const type : names_of_text)
        if (std::ranges::contains(offered, type))
            text.emplace_back(type);
    if (!text.empty())
        out.push_back(std::move(text));
    for (auto const type : kept_beside)
        if (std::ranges::contains(offered, type))
            out.push_back({std::string{type}});
    return out;
}

} // namespace

/// What we offer in place of an owner that is gone.
class KeptClipboard::Offered {
public:
    /// wlroots owns it from here on.
    [[nodiscard]] static wlr_data_source* make(std::vector<Kept> kept, std::shared_ptr<Outlets> outlets)
    {
        return &(new Offered{std::move(kept), std::move(outlets)})->base_.source;
    }
    [[nodiscard]] static bool is(wlr_data_source const& source) { return source.impl == &impl; }

private:
    Offered(std::vector<Kept> kept, std::shared_ptr<Outlets> outlets) : kept_{std::move(kept)}, outlets_{std::move(outlets)}
    {
        wlr_data_source_init(&base_.source, &impl);
        base_.self = this;
        for (auto const& each : kept_)
            for (auto const& type : each.types)
                if (auto* name = static_cast<char**>(wl_array_add(&base_.source.mime_types, sizeof(char*))))
                    *name = ::strdup(type.c_str()); // wlroots frees it
    }
    static Offered& of(wlr_data_source* source) { return *reinterpret_cast<Base*>(source)->self; }
    static void send(wlr_data_source* source, char const* type, std::int32_t fd)
    {
        auto const& self = of(source);
        Fd to{fd};
        auto const found = std::ranges::find_if(self.kept_, [name = std::string_view{type}](Kept const& each) {
            return std::ranges::contains(each.types, name);
        });
        if (found != self.kept_.end())
            self.outlets_->send(found->text, std::move(to));
    }
    static void destroy(wlr_data_source* source) { delete &of(source); }
    static constexpr wlr_data_source_impl impl{
        .send = send,
        .accept = {},
        .destroy = destroy,
        .dnd_drop = {},
        .dnd_finish = {},
        .dnd_action = {},
    };

    struct Base { // wlroots' part first: its callbacks find ours from there
        wlr_data_source source{};
        Offered* self = nullptr;
    } base_;
    std::vector<Kept> kept_;
    std::shared_ptr<Outlets> outlets_;
};

KeptClipboard::KeptClipboard(EventLoop& loop, wlr_seat& seat)
    : loop_{loop}
    , seat_{seat}
    , begin_{loop, [this] { ask_next(); }}
    , progress_{loop, [this] { look_for_progress(); }}
    , believe_{loop, [this] { believe(); }}
    , offer_{loop.c(), [this] { offer(); }}
    , outlets_{std::make_shared<Outlets>(loop.c())}
{
    selection_.connect<&KeptClipboard::on_selection>(this, seat.events.set_selection);
}

KeptClipboard::~KeptClipboard() = default;

void KeptClipboard::forget()
{
    stop_asking();
    kept_.clear();
    used_ = 0;
}

void KeptClipboard::stop_asking()
{
    owner_gone_.disconnect();
    owner_ = nullptr;
    to_ask_.clear();
    begin_.disarm();
    intake_.reset();
    progress_.disarm();
    doubtful_.reset();
    believe_.disarm();
}

void KeptClipboard::on_selection()
{
    auto* const source = seat_.selection_source;
    if (!source || Offered::is(*source))
        return;
    forget();
    owner_ = source;
    owner_gone_.connect<&KeptClipboard::on_owner_gone>(this, source->events.destroy);
    if (std::exchange(secret_, nullptr) != source)
        to_ask_ = worth_keeping(types_of(*source));
    if (std::exchange(x11_, nullptr) == source)
        return begin_.arm(loop_.now() + first_for_others);
    ask_next();
}

/// Later: who destroys it may be about to set another one.
void KeptClipboard::on_owner_gone()
{
    stop_asking();
    offer_.ask();
}

void KeptClipboard::ask_next()
{
    int ends[2];
    if (to_ask_.empty() || used_ >= limit_ || ::pipe2(ends, O_CLOEXEC) != 0)
        return;
    Fd from{ends[0]};
    ::fcntl(from.get(), F_SETFL, O_NONBLOCK); // our end alone
    asked_ = std::move(to_ask_.front());
    to_ask_.erase(to_ask_.begin());
    intake_.emplace(loop_.c(), std::move(from), limit_ - used_, [this](Intake::End how) { came(how); });
    had_come_ = 0;
    progress_.arm(loop_.now() + longest_silence);
    wlr_data_source_send(owner_, asked_.front().c_str(), ends[1]); // closes it
}

void KeptClipboard::look_for_progress()
{
    if (std::exchange(had_come_, intake_->size()) != intake_->size())
        return progress_.arm(loop_.now() + longest_silence);
    intake_.reset();
    ask_next();
}

void KeptClipboard::came(Intake::End how)
{
    auto text = intake_->take();
    intake_.reset();
    progress_.disarm();
    if (how != Intake::End::Complete || text.empty())
        return ask_next();
    bool const whole = text.size() <= never_halved;
    doubtful_ = Kept{std::move(asked_), std::make_shared<std::string const>(std::move(text))};
    if (whole)
        believe();
    else
        believe_.arm(loop_.now() + time_to_die);
}

void KeptClipboard::believe()
{
    used_ += doubtful_->text->size();
    kept_.push_back(std::move(*doubtful_));
    doubtful_.reset();
    ask_next();
}

void KeptClipboard::offer()
{
    if (kept_.empty() || seat_.selection_source)
        return;
    used_ = 0;
    auto* const source = Offered::make(std::exchange(kept_, {}), outlets_);
    // The serial of the owner: as late as that, and not later, may somebody have copied something else.
    wlr_seat_set_selection(&seat_, source, seat_.selection_serial);
}

} // namespace vitrail
