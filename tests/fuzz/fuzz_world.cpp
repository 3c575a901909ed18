#include "fuzz_world.hpp"

#include "base/fd.hpp"
#include "scene/scene.hpp"

#include <algorithm>
#include <chrono>
#include <format>

namespace vitrail::test {

using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_clients = 3;
constexpr Duration patience = 3s; // of virtual time, until who is hidden is called back
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
constexpr Duration longest_turn = 2s; // slower by much
#else
constexpr Duration longest_turn = 100ms;
#endif

constexpr char const* second_display = "HEADLESS-2";

/// Requests by which one program changes the world for all: the next input needs another one.
bool changes_the_world(std::string_view request)
{
    constexpr std::string_view owners[]{"ext_session_lock", "zwlr_output_", "ext_workspace", "zwlr_foreign_toplevel",
                                        "ext_transient_seat", "display.resize"};
    return std::ranges::any_of(owners, [&](auto owner) { return request.starts_with(owner); });
}

} // namespace

FuzzWorld::FuzzWorld()
    : server_{std::make_unique<TestServer>()}
    , mouse_{std::make_unique<Mouse>(*server_)}
    , keyboard_{std::make_unique<Keyboard>(*server_)}
    , touch_{std::make_unique<TouchScreen>(*server_)}
    , canary_{&server_->connect()}
{
    window_ = std::make_unique<TestWindow>(*canary_, WindowSetup{.size = {40, 30}, .color = green});
    server_->refresh(3);
}

FuzzWorld::~FuzzWorld() { clients_.clear(); }

std::string FuzzWorld::live(std::span<Step const> steps)
{
    server_->forget_turns();
    for (auto const& step : steps)
        take(step);
    tidy_up();
    return what_is_wrong();
}

void FuzzWorld::take(Step const& step)
{
    auto const& word = word_for(step.what);
    as_new_ &= !changes_the_world(word.name);
    if (word.interface < 0)
        return do_deed(word, step);
    auto const which = step.client % most_clients;
    client(which).say(word, step);
    if (client(which).ended())
        end(which);
    else if (word.name == "wl_surface.commit" || step.client >= 128) {
        server_->settle(); // and what it asks is answered, as far as somebody acts on that
        client(which).listen();
    }
}

void FuzzWorld::do_deed(Word const& word, Step const& step)
{
    auto const x = step.choices[0] * 1.25, y = step.choices[1] * 1.25;
    bool const there = server_->server().backend().headless().find(second_display) != nullptr;
    switch (word.deed) {
    case Deed::Refresh: server_->refresh(1 + step.choices[0] % 4U); break;
    case Deed::Second: server_->advance(1s); break;
    case Deed::Settle: server_->settle(); break;
    case Deed::Move: mouse_->move_to(x, y); break;
    case Deed::Press: mouse_->press(left_button + step.choices[0] % 3U); break;
    case Deed::Release: mouse_->release(left_button + step.choices[0] % 3U); break;
    case Deed::Scroll: mouse_->scroll(step.choices[0] % 8 - 4); break;
    case Deed::KeyDown: keyboard_->press(step.choices[0] ? step.choices[0] : 30); break;
    case Deed::KeyUp: keyboard_->release(step.choices[0] ? step.choices[0] : 30); break;
    case Deed::TouchDown: touch_->down(step.choices[2] % 3, x, y); break;
    case Deed::TouchUp: touch_->up(step.choices[2] % 3); break;
    case Deed::Plug:
        if (!there)
            server_->plug(second_display, {100 + step.choices[0], 100 + step.choices[1]});
        break;
    case Deed::Unplug: server_->unplug(second_display); break;
    case Deed::Resize: server_->resize("HEADLESS-1", {100 + step.choices[0], 100 + step.choices[1]}); break;
    case Deed::Kill: end(step.client % most_clients); break;
    case Deed::Garbage: client(step.client % most_clients).say_garbage(step); break;
    }
    for (auto& each : clients_)
        if (each)
            each->listen();
}

FuzzClient& FuzzWorld::client(std::size_t which)
{
    clients_.resize(most_clients);
    if (!clients_[which])
        clients_[which] = std::make_unique<FuzzClient>(Fd{server_->connect_raw()}, [this] { server_->settle(); });
    return *clients_[which];
}

/// Its connection ends; who says something as this client afterwards is a new one.
void FuzzWorld::end(std::size_t which)
{
    if (which < clients_.size() && clients_[which]) {
        messages_ += clients_[which]->messages();
        clients_[which].reset();
    }
}

void FuzzWorld::tidy_up()
{
    server_->settle();
    for (std::size_t which = 0; which < clients_.size(); ++which)
        end(which);
    server_->settle();
    server_->unplug(second_display);
    for (std::uint32_t button = 0; button < 3; ++button)
        mouse_->release(left_button + button);
    server_->refresh(2);
}

std::string FuzzWorld::what_is_wrong()
{
    auto const busy = std::chrono::duration<double, std::milli>(server_->longest_turn()).count();
    if (server_->longest_turn() > longest_turn)
        return std::format("the loop was busy for {:.0f} ms at a time", busy);
    if (!canary_->alive())
        return "the canary was disconnected";
    bool const restless = !as_new_;
    if (!canary_is_called_back() && !restless)
        return "the canary is not called back";
    return {};
}

/// Shown or hidden; as long as it is not shown, the world is not what it was.
bool FuzzWorld::canary_is_called_back()
{
    auto& surface = window_->surface();
    surface.frames_done = 0;
    surface.feedback.clear();
    surface.request_frame();
    surface.request_feedback();
    window_->draw(green);
    bool const called = server_->run_until([&] { return surface.frames_done > 0 && !surface.feedback.empty(); }, patience);
    as_new_ &= called && surface.feedback.front().presented && !server_->server().scene().locked();
    return called;
}

} // namespace vitrail::test
