#pragma once

#include "arrange.hpp"
#include "known_answers.hpp"

#include <functional>

namespace vitrail {

/// Asks a display, remembers what it said, and stops when it was asked often enough.
class Questions {
public:
    enum class Reply {
        Yes,
        No,
        Later, ///< not now: enough questions for this once
        Never, ///< enough questions for this arrangement
    };
    struct Answer {
        Reply reply;
        Verdict reason{}; ///< No: why, in the display's words
    };

    /// `asked` counts the questions about this arrangement.
    Questions(Look const& look, KnownAnswers& answers, PlaneAllocator::Test const& test, int& asked)
        : look_{look}, answers_{answers}, test_{test}, asked_{asked}
    {
    }

    [[nodiscard]] Answer ask(Assignment const& trial);
    /// When a combination that is left in peace now may be tried again; nullopt: none came up.
    [[nodiscard]] std::optional<Time> again_at() const { return again_at_; }

    static constexpr int most_at_once = 2, most_per_arrangement = 8;

private:
    Look const& look_;
    KnownAnswers& answers_;
    PlaneAllocator::Test const& test_;
    int& asked_;
    int now_ = 0;
    std::optional<Time> again_at_;
};

/// Looks for the assignment that spares most composition.
///
/// First the one that would be best if the display allowed everything: mostly it does, and one question was enough. If
/// it does not, one layer more at a time is put on a plane, the most valuable first, on top of what works already, or in
/// place of the least valuable of that.
///
/// A search that may not go on asking stops where it is. The next one begins from the start and comes to the same place
/// without a question, because every answer is remembered.
class Search {
public:
    struct Result {
        std::optional<Assignment> better; ///< than the base
        bool finished = false;            ///< nothing is left to ask
        std::vector<Verdict> why;         ///< for each layer that has no plane: why not
    };

    /// `careful`: the display has failed to show what it allowed; one step at a time, each shown before the next.
    Search(Look const& look, Questions& questions, Assignment const& base, bool careful);

    [[nodiscard]] Result run();

private:
    enum class Step { Added, NotAdded, Wait };
    using Ask = std::function<Questions::Answer(Assignment const&)>;

    [[nodiscard]] Assignment ideal();
    [[nodiscard]] Assignment over_base(Assignment const& grown) const;
    [[nodiscard]] Step add(Assignment& grown, std::size_t layer, Ask const& ask);
    [[nodiscard]] Step push_out(Assignment& grown, std::size_t layer, Ask const& ask);
    [[nodiscard]] std::optional<Layers> lifted(Layers const& chosen, std::size_t layer) const;
    [[nodiscard]] Verdict reason_of(Questions::Answer const& answer, std::size_t layer) const;
    [[nodiscard]] Verdict impossible(std::size_t layer) const;
    [[nodiscard]] double worth(Assignment const& assignment) const;
    /// What has a plane is worth more than what wants one.
    [[nodiscard]] double kept_value(std::size_t layer) const;

    Look const& look_;
    Questions& questions_;
    Assignment const& base_;
    bool careful_;
    std::vector<std::size_t> candidates_; // the most valuable first
    std::vector<Verdict> why_;
};

/// Is it worth a plane and quiet enough to ask about it?
[[nodiscard]] inline bool is_candidate(LayerFacts const& facts) { return facts.planes && facts.wanted && facts.stable; }

} // namespace vitrail
