#pragma once

#include "base/time.hpp"
#include "frame/assignment.hpp"
#include "frame/layer.hpp"
#include "frame/plane_caps.hpp"
#include "frame/test_answer.hpp"
#include "shape.hpp"

#include <list>
#include <optional>
#include <vector>

namespace vitrail {

/// An assignment without names: what shape on which plane. Two with the same combination get the same answer.
struct Combination {
    struct Item {
        PlaneId plane;
        int zpos = 0;
        Shape shape;
        friend bool operator==(Item const&, Item const&) = default;
    };

    Combination() = default;
    Combination(LayerStack const& stack, Assignment const& assignment, PlaneId primary_plane);

    std::vector<Item> items; ///< by plane; not the cursor
    PlaneId primary;
    std::optional<PlaneId> composed;
    int composed_zpos = 0;
    bool cursor = false; ///< its plane is on

    /// Only the composed buffer, on the primary plane: what every display can show.
    [[nodiscard]] bool plain() const { return items.empty() && !cursor; }
    /// Is it a part of `whole`, with each picture where it is there?
    [[nodiscard]] bool is_part_of(Combination const& whole) const;
    /// The same with every picture inside the screen.
    [[nodiscard]] Combination inside() const;
    /// Does it show all that `part` shows in the same way, though perhaps on other planes?
    [[nodiscard]] bool contains_shapes_of(Combination const& part) const;
    friend bool operator==(Combination const&, Combination const&) = default;
};

/// What a display said, and what it did in spite of that.
///
/// Tests are remembered as they were answered. A commit that fails is another matter: the driver's tests cannot be
/// trusted for it, nor for anything that shows the same and more. Such a combination is left in peace for a while,
/// which doubles each time that it fails again.
class KnownAnswers {
public:
    void learn(Combination const& combination, TestAnswer answer);
    /// What the display would say to it. A part of what it allowed is allowed too, and, until it says otherwise, what it
    /// allowed inside the screen is so at its edge, where the kernel cuts it off: a moving picture cannot wait for a question.
    [[nodiscard]] std::optional<TestAnswer> find(Combination const& combination);

    void quarantine(Combination const& combination, Time now);
    /// Until when it is left in peace; nullopt: it is not.
    [[nodiscard]] std::optional<Time> quarantined(Combination const& combination, Time now) const;
    /// Is anything left in peace?
    [[nodiscard]] bool quarantines(Time now) const;

    /// The display's planes have changed: what was refused may work now, and what was on planes that are gone cannot.
    void planes_changed(DisplayCaps const& caps);
    void forget();

private:
    struct Known {
        Combination combination;
        TestAnswer answer;
    };
    struct Failed {
        Combination combination;
        Time until;
        Duration pause;
    };

    std::list<Known> known_;    // the one asked about last in front
    std::vector<Failed> failed_; // the oldest in front; kept when its time is over, for the next pause to be longer
};

} // namespace vitrail
