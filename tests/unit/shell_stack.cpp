#include "shell/stack.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <map>
#include <string>

using namespace vitrail;

namespace {

/// Windows named by letters. The stack only asks who is whose parent, so a place in memory is enough of a window.
class Family {
public:
    Window& operator[](char name) { return *reinterpret_cast<Window*>(&places_[std::size_t(name)]); }
    void set_parent(char child, char parent) { parents_[&(*this)[child]] = &(*this)[parent]; }
    [[nodiscard]] Window* parent_of(Window& window) const
    {
        auto const found = parents_.find(&window);
        return found == parents_.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::string order(WindowStack const& stack) const
    {
        std::string out;
        for (auto const* window : stack.windows())
            out += char(reinterpret_cast<std::max_align_t const*>(window) - places_.data());
        return out;
    }

private:
    std::array<std::max_align_t, 128> places_{};
    std::map<Window*, Window*> parents_;
};

struct Stacked {
    explicit Stacked(std::string const& names)
    {
        for (char name : names)
            stack.add(family[name]);
    }
    [[nodiscard]] std::string order() const { return family.order(stack); }

    Family family;
    WindowStack stack{[this](Window& window) { return family.parent_of(window); }};
};

} // namespace

TEST_CASE("a raised window is above all others, which keep their order")
{
    Stacked all{"abcd"};
    all.stack.raise(all.family['b']);
    CHECK(all.order() == "acdb");
    all.stack.remove(all.family['c']);
    CHECK(all.order() == "adb");
}

TEST_CASE("a dialog comes and stays above its parent, and up with it")
{
    Stacked all{"ab"};
    all.family.set_parent('d', 'a');
    all.stack.add(all.family['d']);
    CHECK(all.order() == "bad");
    all.stack.raise(all.family['b']);
    CHECK(all.order() == "adb");
    all.stack.raise(all.family['a']);
    CHECK(all.order() == "bad");
}

TEST_CASE("of two dialogs the raised one is on top, with its own dialogs")
{
    Stacked all{"ap"};
    all.family.set_parent('x', 'p');
    all.family.set_parent('y', 'p');
    all.family.set_parent('z', 'x');
    for (char name : {'x', 'y', 'z'})
        all.stack.add(all.family[name]);
    CHECK(all.order() == "apyxz");
    all.stack.raise(all.family['y']);
    CHECK(all.order() == "apxzy");
    all.stack.raise(all.family['a']);
    all.stack.raise(all.family['x']);
    CHECK(all.order() == "apyxz");
}

TEST_CASE("a window that becomes the dialog of one above it goes above that one")
{
    Stacked all{"abc"};
    all.family.set_parent('a', 'c');
    all.stack.raise(all.family['a']);
    CHECK(all.order() == "bca");
}
