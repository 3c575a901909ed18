#pragma once

#include "base/idle_call.hpp"
#include "scene/grip.hpp"
#include "scene/picture_node.hpp"
#include "shell/frame_picture.hpp"
#include "shell/world.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace vitrail {

/// The title bar and borders that we draw around a window.
///
/// All of it are leaves of the scene, painted again only when something about them changes, and then once, at the end of
/// the loop's turn: a client that changes its title a thousand times pays for that alone.
class WindowFrame final : public Grip {
public:
    /// `window`: the window's tree, whose origin is the top left of what its client draws.
    WindowFrame(World const& world, Tree& window);
    ~WindowFrame();
    WindowFrame(WindowFrame const&) = delete;
    WindowFrame& operator=(WindowFrame const&) = delete;

    void set_title(std::string_view title);
    /// What it encloses has this size, or lies elsewhere, or has the focus now.
    void set(FrameLayout const& layout, bool active, bool maximised);
    /// How the window looks beyond what its client draws; `corner_radius` and `dim` as TreeLook has them.
    void set_look(float corner_radius, float dim);
    /// The configuration, or the scale of a screen, is another one.
    void refresh() { paint_.ask(); }

    /// `at` in the window's tree.
    [[nodiscard]] FrameSpot spot(FPoint<Logical> at) const { return look_.layout.spot(from_corner(at)); }
    [[nodiscard]] bool reaches(FPoint<Logical> at) const override { return look_.layout.reaches(from_corner(at)); }
    /// A button that is lit, because the pointer is on it.
    void hover(FramePart part);
    /// A button that is held down.
    void press(FramePart part);

private:
    [[nodiscard]] FPoint<Logical> from_corner(FPoint<Logical> at) const
    {
        return {at.x + look_.layout.sides.left, at.y + look_.layout.sides.top};
    }
    void change(FrameLook next);
    void paint();
    void place_borders();

    World world_;
    Tree& window_;
    Tree tree_; ///< its origin is the frame's top left
    PictureNode bar_;
    ColorNode left_, right_, bottom_;
    FrameLook look_;
    struct Painted {
        FrameLook look;
        FrameConfig config;
        Size<BufferPx> pixels;
        friend bool operator==(Painted const&, Painted const&) = default;
    };
    std::optional<Painted> painted_; ///< what the bar shows
    IdleCall paint_;
};

} // namespace vitrail
