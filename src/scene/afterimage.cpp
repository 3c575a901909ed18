#include "scene/afterimage.hpp"

#include "layer_of.hpp"
#include "scene/leaf.hpp"

#include <cmath>

namespace vitrail {

namespace {

Rect<Logical> stretched(Rect<Logical> const& box, Rect<Logical> const& from, Rect<Logical> const& to)
{
    auto const map = [](int n, int begin, int length, int new_begin, int new_length) {
        return new_begin + int(std::lround(double(n - begin) * new_length / length));
    };
    int const x = map(box.x, from.x, from.width, to.x, to.width), y = map(box.y, from.y, from.height, to.y, to.height);
    int const right = map(box.right(), from.x, from.width, to.x, to.width);
    int const bottom = map(box.bottom(), from.y, from.height, to.y, to.height);
    return {x, y, right - x, bottom - y};
}

} // namespace

/// One leaf as it was.
class Afterimage::Echo final : public Leaf {
public:
    Echo(Tree& parent, Leaf const& of, Point<Logical> at) : Leaf{&parent}
    {
        set_position(at);
        throw_shadow(of.shadow());
        auto picture = of.picture();
        picture.may_tear = false;
        if (picture.content)
            ++picture.content->keepers;
        show(std::move(picture), {});
    }
    ~Echo() override
    {
        if (auto const& content = picture().content)
            --content->keepers;
    }

    void fill(Rect<Logical> const& box)
    {
        auto next = picture();
        next.opaque = next.covers_fully() ? Region<Logical>{Rect<Logical>::of(box.size())} : Region<Logical>{};
        next.size = box.size();
        set_position(box.origin());
        show(std::move(next), {});
    }
};

Afterimage::Afterimage(Tree* parent) : Tree{parent} {}

Afterimage::~Afterimage() = default;

void Afterimage::add(Tree const& of, Point<Logical> at, Rect<Logical> const& area) { add(of, at, area, *this); }

void Afterimage::add(Tree const& of, Point<Logical> at, Rect<Logical> const& area, Tree& into)
{
    auto* home = &into;
    if (auto look = of.look()) {
        if (look->opacity)
            return; // it is gone already
        look->window = look->window.moved(at);
        home = looks_.emplace_back(std::make_unique<Tree>(&into)).get();
        home->set_look(look);
    }
    for (auto* child : of.children()) {
        auto const there = at + child->position();
        if (!child->enabled())
            continue;
        if (auto const* inner = child->as_tree()) {
            add(*inner, there, area, *home);
            continue;
        }
        auto const& leaf = *child->as_leaf();
        bool const seen = leaf.role() != LayerRole::Cursor && !is_clear(leaf.picture())
            && !Rect<Logical>::at(there, leaf.picture().size).intersected(area).empty();
        if (seen)
            leaves_.push_back(std::make_unique<Echo>(*home, leaf, there));
    }
}

void Afterimage::stretch(Rect<Logical> const& from, Rect<Logical> const& to)
{
    if (from.empty() || from == to)
        return;
    for (auto const& leaf : leaves_)
        leaf->fill(stretched(Rect<Logical>::at(leaf->position(), leaf->picture().size), from, to));
    for (auto const& tree : looks_) {
        auto look = *tree->look();
        look.window = stretched(look.window, from, to);
        tree->set_look(look);
    }
}

} // namespace vitrail
