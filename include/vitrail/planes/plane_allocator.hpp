#pragma once

#include "frame/assignment.hpp"
#include "frame/layer.hpp"
#include "frame/plane_caps.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace vitrail {

/// Decides which layer goes on which plane of one display.
///
/// Every layer on a plane is a copy saved. But a plane may refuse for reasons that only the display knows, so the
/// answer to a cheap "could be" is a question to it: `test`. Its answers are remembered as long as nothing but buffers
/// changes, and what was refused, or failed in a real commit, is not asked again until the arrangement changes.
///
/// Now: the cursor on its plane, and a single layer that covers the screen on the primary plane; the rest is composed.
///
/// Pure: no display, no clock; the same questions and answers give the same decisions.
class PlaneAllocator {
public:
    using Test = std::function<bool(Assignment const&)>;

    /// What may not be put on a plane at present, for a reason outside the layers.
    struct Constraints {
        bool compose_all = false; ///< somebody reads the composed picture (Verdict::Capture)
    };

    [[nodiscard]] Assignment assign(LayerStack const& stack, DisplayCaps const& caps, Constraints constraints,
                                    Test const& test);

    /// The display refused to commit what its test had allowed: composed until the arrangement changes.
    void commit_failed(LayerStack const& stack, Assignment const& assignment);
    /// Everything remembered is void: mode set, hot-plug, return from another VT.
    void forget();

private:
    /// All that a display's answer depends on, of one layer: not which buffer, but what kind and where.
    struct Shape {
        LayerRole role;
        Memory memory;
        Format format;
        std::uint64_t modifier;
        Size<BufferPx> buffer;
        FRect<BufferPx> source;
        Rect<OutputPx> dest;
        Transform transform;
        float alpha;
        friend bool operator==(Shape const&, Shape const&) = default;
    };
    struct Known {
        std::vector<Shape> shapes;
        Assignment trial;
        Verdict verdict; // OnPlane: allowed
    };

    [[nodiscard]] static std::vector<Shape> shapes_of(LayerStack const& stack);
    [[nodiscard]] Verdict ask(LayerStack const& stack, Assignment const& trial, Test const& test);
    [[nodiscard]] Assignment unless_failed(LayerStack const& stack, Assignment plan) const;
    void remember(Known answer);

    std::vector<Known> known_; // the latest few answers
};

} // namespace vitrail
