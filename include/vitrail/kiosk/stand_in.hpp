#pragma once

#include "kiosk/page.hpp"
#include "scene/picture_node.hpp"
#include "scene/still.hpp"

#include <list>
#include <optional>
#include <vector>

namespace vitrail {

class Output;
class Scene;
class Window;

/// What is seen of an application that shows nothing: its last picture, or a page that tells why. It lies below all
/// windows, where the application is to be.
class StandIn {
public:
    explicit StandIn(Scene& scene);

    /// The last picture, from now on: these windows as they are seen now, bottom to top.
    void keep(std::vector<Window*> const& windows);
    /// The page instead.
    void tell(PageText text);
    void clear();
    /// Where it is seen; null: nowhere.
    void show_on(Output const* output);

private:
    struct Kept {
        Kept(Tree& parent, Node& what, Point<Logical> origin) : still{parent, what}, offset{still.position() - origin} {}

        Still still;
        Point<Logical> offset; ///< from its output's top left
    };
    void draw();

    Tree tree_;
    std::list<Kept> stills_; // bottom to top
    PictureNode page_;
    std::optional<PageText> text_;
    Output const* output_ = nullptr;
    PageText drawn_;
    Rect<Logical> drawn_for_;
};

} // namespace vitrail
