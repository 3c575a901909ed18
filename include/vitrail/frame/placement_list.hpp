#pragma once

#include "frame/plane_caps.hpp"
#include "frame/verdict.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace vitrail {

/// Where one layer goes: on `plane` at height `zpos`, or (nullopt) into the composed buffer, for the reason in `verdict`.
struct Placement {
    std::optional<PlaneId> plane;
    Verdict verdict = Verdict::NotStableYet;
    int zpos = 0;

    friend bool operator==(Placement const&, Placement const&) = default;
};

/// A Placement for each layer of a stack.
///
/// Copies share it until one of them is changed. Nearly every frame has the decision of the one before: that is handed on,
/// and found to be the same, without a look at thousands of layers that rest.
class PlacementList {
public:
    PlacementList() = default;
    PlacementList(std::size_t size, Placement const& all) : shared_{std::make_shared<Shared>(std::vector(size, all))} {}

    [[nodiscard]] std::size_t size() const { return list().size(); }
    [[nodiscard]] auto begin() const { return list().begin(); }
    [[nodiscard]] auto end() const { return list().end(); }
    [[nodiscard]] Placement const& operator[](std::size_t layer) const { return list()[layer]; }
    /// To change it in this copy. It has a name of its own: who only looks shall not part what is shared. Good until the next
    /// copy or on_planes(): what is written through it afterwards would be unknown to on_planes(), or seen by that copy.
    [[nodiscard]] Placement& edit(std::size_t layer) { return own()[layer]; }
    void push_back(Placement const& placement) { own().push_back(placement); }

    /// The layers that have a plane, from the top.
    [[nodiscard]] std::vector<std::size_t> const& on_planes() const
    {
        auto& known = shared().on_planes;
        if (!known) {
            known.emplace();
            for (std::size_t i = 0; i < size(); ++i)
                if (list()[i].plane)
                    known->push_back(i);
        }
        return *known;
    }

    friend bool operator==(PlacementList const& a, PlacementList const& b) { return a.shared_ == b.shared_ || a.list() == b.list(); }

private:
    struct Shared {
        std::vector<Placement> list;
        mutable std::optional<std::vector<std::size_t>> on_planes{}; // when somebody has asked
    };

    [[nodiscard]] Shared const& shared() const
    {
        static Shared const empty{.list = {}, .on_planes = std::vector<std::size_t>{}};
        return shared_ ? *shared_ : empty;
    }
    [[nodiscard]] std::vector<Placement> const& list() const { return shared().list; }
    /// Nobody else's from here on.
    std::vector<Placement>& own()
    {
        if (!shared_ || shared_.use_count() > 1)
            shared_ = std::make_shared<Shared>(list());
        shared_->on_planes.reset();
        return shared_->list;
    }

    std::shared_ptr<Shared> shared_;
};

} // namespace vitrail
