#include "kiosk/kiosk.hpp"

#include "input/seat.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "output/output_rules.hpp"
#include "shell/shell.hpp"
#include "shell/window.hpp"

#include <algorithm>
#include <format>
#include <utility>

namespace vitrail {

namespace {

bool is_called(Output const& output, std::string const& name)
{
    return name == output.identity().connector || name == own_name(output.identity());
}

} // namespace

Kiosk::Kiosk(Rooms const& rooms, Setup setup, KioskConfig config)
    : rooms_{rooms}, setup_{std::move(setup)}, config_{std::move(config)}
{
    rooms_.shell.kiosk_rules = {
        .place = [this](Window const& window) { return place(window); },
        .mapped = [this](Window& window) {
            if (auto* owner = owner_of(window))
                owner->window_mapped();
        },
        .unmapping = [this](Window& window) {
            if (auto* owner = owner_of(window))
                owner->window_unmapping(window);
        },
    };
    for (auto const* output : real_outputs())
        if (output->stats().flips > 0)
            lit_.insert(output);
    follow_config();
}

Kiosk::~Kiosk() { rooms_.shell.kiosk_rules = {}; }

void Kiosk::configure(KioskConfig config)
{
    if (config_ == config)
        return;
    config_ = std::move(config);
    follow_config();
}

void Kiosk::follow_config()
{
    rooms_.seat.hide_resting_cursor(config_.cursor_timeout);
    auto const& wanted = config_.applications;
    std::erase_if(applications_, [&](auto const& a) { return !wanted.contains(a->name()); });
    for (auto const& [name, what] : wanted) {
        auto const known = std::ranges::find(applications_, name, [](auto const& a) -> auto& { return a->name(); });
        if (known != applications_.end()) {
            (*known)->configure(what);
            continue;
        }
        Application::Surroundings const in{.display = rooms_.display, .loop = rooms_.loop, .scene = rooms_.scene,
                                           .shell = rooms_.shell, .programs = *setup_.programs, .policy = config_};
        auto const number = doors_++;
        applications_.push_back(std::make_unique<Application>(
            in, name, what, std::format("{}.{}", setup_.socket, number), setup_.seed + number));
    }
    rooms_.shell.outputs_changed(); // windows go where they belong now
    outputs_changed();
}

void Kiosk::shown(Output const& output)
{
    if (lit_.insert(&output).second)
        begin_what_can();
}

void Kiosk::outputs_changed()
{
    for (auto const& application : applications_) {
        auto const outputs = outputs_for(*application);
        auto const active = rooms_.outputs.active();
        bool const none_at_all = real_outputs().empty() && !active.empty();
        application->show_on(!outputs.empty() ? outputs.front() : none_at_all ? active.front() : nullptr);
    }
    begin_what_can();
}

void Kiosk::begin_what_can()
{
    for (auto const& application : applications_)
        if (std::ranges::any_of(outputs_for(*application), [this](auto* output) { return lit_.contains(output); }))
            application->begin();
}

Application* Kiosk::owner_of(Window const& window) const
{
    auto const found = std::ranges::find_if(applications_, [&](auto const& a) { return a->owns(window); });
    return found == applications_.end() ? nullptr : found->get();
}

std::optional<Privileges> Kiosk::privileges_of(wl_client const& client) const
{
    auto const found = std::ranges::find_if(applications_, [&](auto const& a) { return a->owns(client); });
    return found == applications_.end() ? std::nullopt : std::optional{(*found)->what().privileges};
}

std::vector<Output*> Kiosk::real_outputs() const
{
    auto out = rooms_.outputs.active();
    std::erase_if(out, [this](Output* o) { return rooms_.outputs.is_placeholder(*o); });
    return out;
}

std::vector<Output*> Kiosk::outputs_for(Application const& application) const
{
    auto const& name = application.what().output;
    auto out = real_outputs();
    std::erase_if(out, [&](Output* output) {
        if (name != KioskApplication::any_output)
            return !is_called(*output, name);
        return std::ranges::any_of(applications_, [&](auto const& other) { return is_called(*output, other->what().output); });
    });
    return out;
}

KioskPlace Kiosk::place(Window const& window) const
{
    auto const* owner = owner_of(window);
    if (!owner)
        return {};
    if (real_outputs().empty())
        return {.hidden = window.minimised()};
    auto const outputs = outputs_for(*owner);
    if (outputs.empty())
        return {.hidden = true};
    auto* const now = window.output();
    return {.output = std::ranges::contains(outputs, now) ? now : outputs.front()};
}

} // namespace vitrail
