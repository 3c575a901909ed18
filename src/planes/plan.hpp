#pragma once

#include "arrange.hpp"
#include "known_answers.hpp"

namespace vitrail {

/// The assignment that is in use, by sources instead of places in a stack: what is carried from one frame to the next.
///
/// Carrying it over asks nothing and may only take away: what left, what changed its shape, what would be wrong now.
class Plan {
public:
    void adopt(Look const& look, Assignment const& assignment);
    void clear() { *this = {}; }

    /// The plan on another stack; what cannot stay on its plane is composed.
    [[nodiscard]] Assignment on(Look const& look, KnownAnswers& answers) const;

private:
    struct Held {
        SourceId source;
        PlaneId plane;
        int zpos = 0;
        Shape shape;
    };

    [[nodiscard]] Assignment placed(Look const& look, bool unchanged_only) const;
    void mend_composed(Look const& look, Assignment& out, KnownAnswers& answers) const;
    void settle(Look const& look, Assignment& out, KnownAnswers& answers) const;

    std::vector<Held> held_;
    std::optional<PlaneId> composed_;
    int composed_zpos_ = 0;
    std::optional<std::pair<PlaneId, int>> overlay_; // where the composed buffer was when it was last on an overlay
};

/// May it be committed without a question? It is known to work, or only the cursor has come to what is.
[[nodiscard]] bool may_commit(Look const& look, Assignment const& assignment, KnownAnswers& answers);

} // namespace vitrail
