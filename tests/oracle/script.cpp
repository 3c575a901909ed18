#include "script.hpp"

#include <algorithm>
#include <format>
#include <stdexcept>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

/// Sizes that are whole in logical units, also when they are computed in float: see oracle_test.cpp.
constexpr std::array<ScreenSetup, 8> screens{{
    {{160, 120}, 1},
    {{160, 120}, 2},
    {{180, 120}, 3},
    {{160, 120}, 1.25F},
    {{180, 120}, 1.5F},
    {{175, 140}, 1.75F},
    {{180, 108}, 1.2F},
    {{160, 120}, 4.0F / 3},
}};

std::string name_of(Rect<BufferPx> const& r)
{
    return std::format("{}x{}+{}+{}", r.width, r.height, r.x, r.y);
}

} // namespace

/// One surface, on both stages.
struct Script::Actor {
    int number;
    Actor* parent = nullptr; // of a sub-surface
    Shape shape;
    std::unique_ptr<Canvas> canvas; // null while it shows nothing
    bool synced = true;
    std::array<std::unique_ptr<TestSurface>, 2> root;
    std::array<std::unique_ptr<TestSubsurface>, 2> sub;
    std::array<std::vector<std::unique_ptr<TestBuffer>>, 2> buffers; // the latest few

    [[nodiscard]] TestSurface& on(std::size_t stage) { return root[stage] ? *root[stage] : sub[stage]->surface(); }
};

Script::Script(Stage& first, Stage& second, unsigned seed, Looks looks)
    : stages_{&first, &second}, dice_{seed}, looks_{looks}
{
    change_screen();
    add();
}

Script::~Script()
{
    while (!actors_.empty())
        remove(*actors_.back());
}

void Script::step()
{
    for (int count = dice_.between(1, 3); count > 0; --count)
        one();
    settle();
}

void Script::settle()
{
    for (auto* stage : stages_) {
        stage->settle();
        if (!stage->client().alive()) {
            auto const error = stage->client().protocol_error();
            throw std::logic_error{std::format("the script breaks the protocol: {} {}\n{}", error ? error->interface : "?",
                                               error ? int(error->code) : 0, log_)};
        }
    }
}

void Script::rush(int refreshes, std::function<void()> const& refresh)
{
    std::vector<Actor*> fast;
    for (auto const& actor : actors_)
        if (actor->canvas && dice_.chance(60))
            fast.push_back(actor.get());
    for (int i = 0; i < refreshes; ++i) {
        for (auto* actor : fast) {
            repaint(*actor);
            if (dice_.chance(3))
                move(*actor);
            if (dice_.chance(1))
                restack(*actor);
        }
        settle();
        note("refresh");
        refresh();
    }
}

void Script::one()
{
    auto& actor = any();
    switch (dice_.number(16)) {
    case 0:  return add();
    case 1:
    case 2:  return add_below(actor);
    case 3:
    case 4:
    case 5:  return reshape(actor);
    case 6:
    case 7:
    case 8:
    case 9:  return repaint(actor);
    case 10: return move(actor);
    case 11: return restack(actor);
    case 12: return fade(actor);
    case 13: return dice_.chance(50) ? unmap(actor) : resync(actor);
    case 14: return dice_.chance(30) ? remove(actor) : commit(actor);
    case 15: return dice_.chance(25) ? change_screen() : move(actor);
    }
}

Script::Actor& Script::any()
{
    if (actors_.empty())
        add();
    return *actors_[std::size_t(dice_.number(int(actors_.size())))];
}

void Script::add()
{
    if (actors_.size() >= 9)
        return;
    auto& actor = *actors_.emplace_back(std::make_unique<Actor>(++made_));
    Point<Logical> const at{dice_.between(-20, 100), dice_.between(-20, 80)};
    note(std::format("{}: new window at {},{}", actor.number, at.x, at.y));
    for (std::size_t i = 0; i < 2; ++i) {
        actor.root[i] = std::make_unique<TestSurface>(stages_[i]->client());
        stages_[i]->adopt(*actor.root[i], at);
    }
    reshape(actor);
}

void Script::add_below(Actor& parent)
{
    if (actors_.size() >= 9)
        return;
    auto actor = std::make_unique<Actor>(++made_, &parent);
    int const x = dice_.between(-10, 30), y = dice_.between(-10, 30);
    note(std::format("{}: new sub-surface of {} at {},{}", actor->number, parent.number, x, y));
    for (std::size_t i = 0; i < 2; ++i) {
        actor->sub[i] = std::make_unique<TestSubsurface>(parent.on(i));
        actor->sub[i]->set_position(x, y);
    }
    auto& added = *actors_.emplace_back(std::move(actor));
    reshape(added);
}

void Script::reshape(Actor& actor)
{
    bool const plain = looks_ == Looks::MostlyPlain && dice_.chance(85);
    actor.shape = plain ? Shape::plain(dice_) : Shape::random(dice_);
    if (plain && !actor.parent && dice_.chance(20)) {
        actor.shape = {.buffer = {160, 120}}; // covers most screens
        for (std::size_t i = 0; i < 2; ++i)
            stages_[i]->move(*actor.root[i], {0, 0});
    }
    auto const& shape = actor.shape;
    actor.canvas = std::make_unique<Canvas>(shape, dice_);
    note(std::format("{}: buffer {}x{} scale {} transform {}{}{}{}{}", actor.number, shape.buffer.width,
                     shape.buffer.height, shape.scale, int(shape.transform), shape.with_alpha ? " alpha" : "",
                     shape.single_pixel ? " single pixel" : "",
                     shape.source ? std::format(" crop {}x{}+{}+{}", shape.source->width, shape.source->height,
                                                shape.source->x, shape.source->y) : "",
                     shape.destination ? std::format(" to {}x{}", shape.destination->width, shape.destination->height)
                                       : ""));
    for (std::size_t i = 0; i < 2; ++i) {
        auto& surface = actor.on(i);
        surface.set_buffer_scale(shape.scale);
        surface.set_buffer_transform(int(shape.transform));
        if (auto const& s = shape.source)
            surface.set_source(s->x, s->y, s->width, s->height);
        else
            surface.set_source(-1, -1, -1, -1);
        surface.set_destination(shape.destination ? shape.destination->width : -1,
                                shape.destination ? shape.destination->height : -1);
        auto const opaque = shape.opaque.value_or(Rect<Logical>{});
        surface.set_opaque(opaque.x, opaque.y, opaque.width, opaque.height);
        if (shape.single_pixel)
            surface.set_opacity(1); // see oracle_test.cpp
    }
    attach(actor, {{0, 0, shape.buffer.width, shape.buffer.height}}, false);
    commit(actor);
}

void Script::repaint(Actor& actor)
{
    if (!actor.canvas)
        return reshape(actor);
    auto const damage = actor.canvas->paint(actor.shape, dice_, dice_.between(1, 3));
    bool const plain = actor.shape.scale == 1 && actor.shape.transform == Transform::Normal && !actor.shape.source
        && !actor.shape.destination;
    std::string where;
    for (auto const& r : damage)
        where += " " + name_of(r);
    note(std::format("{}: repaints{}", actor.number, where));
    attach(actor, damage, plain && dice_.chance(50));
    commit(actor);
}

void Script::attach(Actor& actor, std::vector<Rect<BufferPx>> const& damage, bool in_surface_units)
{
    constexpr std::size_t kept = 6;
    auto const color = dice_.color(!actor.shape.with_alpha);
    for (std::size_t i = 0; i < 2; ++i) {
        auto& client = stages_[i]->client();
        auto& buffers = actor.buffers[i];
        if (buffers.size() == kept)
            buffers.erase(buffers.begin());
        if (actor.shape.single_pixel) {
            buffers.push_back(std::unique_ptr<TestBuffer>{new TestBuffer{TestBuffer::single_pixel(client, color)}});
        } else {
            // The first colour decides whether the buffer has an alpha channel.
            buffers.push_back(std::make_unique<TestBuffer>(client, actor.shape.buffer, actor.shape.with_alpha ? 0 : black));
            std::ranges::copy(actor.canvas->pixels(), buffers.back()->pixels().begin());
        }
        auto* const surface = actor.on(i).c();
        wl_surface_attach(surface, buffers.back()->c(), 0, 0);
        for (auto const& r : damage)
            (in_surface_units ? wl_surface_damage : wl_surface_damage_buffer)(surface, r.x, r.y, r.width, r.height);
    }
}

void Script::unmap(Actor& actor)
{
    note(std::format("{}: shows nothing", actor.number));
    actor.canvas.reset();
    for (std::size_t i = 0; i < 2; ++i)
        actor.on(i).attach(nullptr);
    commit(actor);
}

void Script::fade(Actor& actor)
{
    if (actor.shape.single_pixel)
        return; // see oracle_test.cpp
    double const opacity = dice_.chance(40) ? 1 : dice_.number(101) / 100.0;
    note(std::format("{}: opacity {}", actor.number, opacity));
    for (std::size_t i = 0; i < 2; ++i)
        actor.on(i).set_opacity(opacity);
    commit(actor);
}

void Script::move(Actor& actor)
{
    int const x = dice_.between(-30, 110), y = dice_.between(-30, 90);
    note(std::format("{}: moves to {},{}", actor.number, x, y));
    for (std::size_t i = 0; i < 2; ++i)
        actor.parent ? actor.sub[i]->set_position(x / 3, y / 3) : stages_[i]->move(*actor.root[i], {x, y});
    commit(actor.parent ? *actor.parent : actor);
}

void Script::restack(Actor& actor)
{
    note(std::format("{}: goes up or down", actor.number));
    if (!actor.parent) {
        for (std::size_t i = 0; i < 2; ++i)
            stages_[i]->raise(*actor.root[i]);
        return;
    }
    std::vector<Actor*> others{actor.parent};
    for (auto const& other : actors_)
        if (other->parent == actor.parent && other.get() != &actor)
            others.push_back(other.get());
    auto* const beside = others[std::size_t(dice_.number(int(others.size())))];
    bool const above = dice_.chance(50);
    for (std::size_t i = 0; i < 2; ++i)
        above ? actor.sub[i]->place_above(beside->on(i)) : actor.sub[i]->place_below(beside->on(i));
    commit(*actor.parent);
}

void Script::resync(Actor& actor)
{
    if (!actor.parent)
        return;
    actor.synced = !actor.synced;
    note(std::format("{}: {}", actor.number, actor.synced ? "synchronised" : "on its own"));
    for (std::size_t i = 0; i < 2; ++i)
        actor.synced ? actor.sub[i]->set_sync() : actor.sub[i]->set_desync();
}

void Script::commit(Actor& actor)
{
    for (Actor* one = &actor; one; one = one->parent) {
        note(std::format("{}: commits", one->number));
        for (std::size_t i = 0; i < 2; ++i)
            one->on(i).commit();
        if (dice_.chance(30))
            break; // what is synchronised to a parent waits for its next commit
    }
}

void Script::remove(Actor& actor)
{
    auto const child = [&] { return std::ranges::find(actors_, &actor, [](auto const& a) { return a->parent; }); };
    while (child() != actors_.end())
        remove(**child());
    note(std::format("{}: ends", actor.number));
    std::erase_if(actors_, [&](auto const& a) { return a.get() == &actor; });
}

void Script::change_screen()
{
    auto setup = screens[std::size_t(dice_.number(int(screens.size())))];
    setup.transform = Transform(dice_.number(8));
    if (looks_ == Looks::MostlyPlain && dice_.chance(80))
        setup = {};
    note(std::format("screen: scale {}, transform {}", setup.scale, int(setup.transform)));
    for (auto* stage : stages_) {
        stage->settle();
        stage->set_screen(setup);
    }
}

} // namespace vitrail::test
