#pragma once

#include "client_dmabuf.hpp"
#include "client_window.hpp"
#include "guest.hpp"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace vitrail::test {

/// Pictures of clients at random places above a window that fills the screen, each updated with every frame, some of them
/// translucent, cropped or turned; after a while all of them move.
///
/// What frame number n looks like depends on n alone: it can be shown again, however the compositor gets it to the
/// screen. Nothing is scaled, because a display and a renderer may scale differently.
class RandomScene {
public:
    /// Frames in which nothing moves, and then those in which everything does.
    static constexpr int still_frames = 16, moving_frames = 8, frames = still_frames + moving_frames;

    enum class Kind {
        Rgb,   ///< opaque or translucent
        Faded, ///< one of them is faded as a whole
        Yuv,   ///< some of them are that
    };

    /// On `root`, a fullscreen window of 320x240.
    RandomScene(TestWindow& root, unsigned seed, Kind kind);

    /// Commits frame `number`; it is to be shown as it is.
    void draw(int number);
    /// Paints what frame `number` is to look like into a picture of 320x240, by definition, on the processor. Kind::Rgb only.
    void paint_reference(int number, TestDmabuf& into) const;
    /// By how many steps of 255 renderer and display may differ: rounding.
    [[nodiscard]] int tolerance() const;
    /// For a message.
    [[nodiscard]] std::string description() const;

private:
    struct Actor {
        std::unique_ptr<TestSubsurface> surface;
        std::unique_ptr<TestDmabuf> pictures[2];
        std::unique_ptr<TestBuffer> in_memory[2]; ///< instead: what no display can read
        Extent size; ///< on the screen
        int x, y, dx, dy;
        int transform = 0;             ///< of its buffers, WL_OUTPUT_TRANSFORM_*
        int crop_x = 0, crop_y = 0;    ///< where the part that is shown begins, turned upright
        bool translucent = false;
        std::string what;
    };
    [[nodiscard]] static Argb pixel_of(Actor const& actor, int picture, int x, int y);
    void add_actor();
    void crop(Actor& actor, bool yuv);
    [[nodiscard]] int any(int low, int high);
    [[nodiscard]] bool one_in(int n) { return any(1, n) == 1; }

    TestWindow& root_;
    Kind kind_;
    std::mt19937 random_;
    std::unique_ptr<TestDmabuf> background_[2];
    std::vector<Actor> actors_;
};

} // namespace vitrail::test
