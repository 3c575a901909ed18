#pragma once

#include "model.hpp"
#include "stage.hpp"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace vitrail::test {

/// What surfaces look like.
enum class Looks {
    Any,         ///< of every size, scale and orientation
    MostlyPlain, ///< most of them, and most screens, pixel for pixel
};

/// Random requests of one client, made on two stages alike.
class Script {
public:
    Script(Stage& first, Stage& second, unsigned seed, Looks looks = Looks::Any);
    ~Script();

    /// Does a few things, up to where both stages are to be drawn.
    void step();
    /// For so many refreshes some surfaces draw at each of them, and some move, as videos and dragged windows do. Calls
    /// `refresh` when all is said that is to be seen at the next one.
    void rush(int refreshes, std::function<void()> const& refresh);
    /// What it did so far, for who must understand a difference.
    [[nodiscard]] std::string const& log() const { return log_; }

private:
    struct Actor;

    void one();
    void settle();
    void add();
    void add_below(Actor& parent);
    void reshape(Actor& actor);
    void repaint(Actor& actor);
    void unmap(Actor& actor);
    void fade(Actor& actor);
    void move(Actor& actor);
    void restack(Actor& actor);
    void resync(Actor& actor);
    void remove(Actor& actor);
    void change_screen();

    void attach(Actor& actor, std::vector<Rect<BufferPx>> const& damage, bool in_surface_units);
    void commit(Actor& actor);
    [[nodiscard]] Actor& any();
    void note(std::string line) { log_ += std::move(line) + '\n'; }

    std::array<Stage*, 2> stages_;
    Dice dice_;
    Looks looks_;
    std::vector<std::unique_ptr<Actor>> actors_;
    int made_ = 0;
    std::string log_;
};

} // namespace vitrail::test
