#pragma once

#include "layer_history.hpp"
#include "planes/plane_allocator.hpp"

#include <memory>
#include <vector>

namespace vitrail {

/// Of a very large stack, the layers that planes are about.
///
/// A plane pays for what changes often or fills the screen, and whether such a layer can have one depends on what lies on
/// it. All others are composed whatever happens. So of thousands of layers the decision sees the cursor, the few that could
/// have a plane, what lies on them, on that, and so on; and one more, which stands for all that is composed. A layer with
/// more on it than any display has planes for is left out as well.
///
/// Which those are changes with the arrangement, and with who is fast: not from frame to frame.
class Foreground {
public:
    /// Which layers of `stack` count; true if `set_rest` must be told anew about all of them.
    [[nodiscard]] bool choose(LayerStack const& stack, LayerHistory const& history, DisplayCaps const& caps,
                              PlaneAllocator::Conditions const& conditions);
    /// What becomes of each layer of the whole stack that does not count.
    void set_rest(Assignment rest);

    /// Was it chosen from a stack with these layers?
    [[nodiscard]] bool is_of(LayerStack const& stack) const { return !large_ || stack.arrangement == basis_.arrangement; }
    /// The layers of `stack`, the one chosen from, that count: itself when it is not large. Must not outlive it.
    [[nodiscard]] std::shared_ptr<LayerStack const> of(LayerStack const& stack) const;
    /// A decision about those as one about the whole stack.
    [[nodiscard]] Assignment widened(Assignment few) const;

private:
    /// What the choice and the rest depend on.
    struct Basis {
        std::uint64_t arrangement = 0, caps = 0;
        bool overlays = false;
        YuvSupport const* yuv = nullptr;
        std::vector<std::size_t> watched;
        friend bool operator==(Basis const&, Basis const&) = default;
    };

    void add(LayerStack const& stack, std::size_t layer);

    bool large_ = false;
    Basis basis_;
    std::vector<std::size_t> chosen_; // of the whole stack, top to bottom
    Assignment rest_;
};

} // namespace vitrail
