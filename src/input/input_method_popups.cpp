#include "input/input_method_popups.hpp"

#include "base/slot.hpp"
#include "input/surface_position.hpp"
#include "scene/surface_node.hpp"
#include "scene/viewport.hpp"

#include <algorithm>

namespace vitrail {

class InputMethodPopups::Popup {
public:
    Popup(InputMethodPopups& all, wlr_input_popup_surface_v2& popup)
        : all_{all}
        , popup_{popup}
        , tree_{*popup.surface, all.scene_.stratum(Stratum::Popups)}
    {
        tree_.set_enabled(false);
        map_.connect<&Popup::on_change>(this, popup.surface->events.map);
        unmap_.connect<&Popup::on_change>(this, popup.surface->events.unmap);
        commit_.connect<&Popup::on_change>(this, popup.surface->events.commit);
        destroy_.connect<&Popup::on_destroy>(this, popup.events.destroy);
    }

    [[nodiscard]] wlr_input_popup_surface_v2& c() const { return popup_; }
    [[nodiscard]] Size<Logical> size() const { return {popup_.surface->current.width, popup_.surface->current.height}; }
    /// `at` is where it goes; nothing hides it.
    void show(std::optional<Point<Logical>> at)
    {
        tree_.set_enabled(at && popup_.surface->mapped);
        if (at)
            tree_.set_position(*at);
    }

private:
    void on_change() { all_.place(*this); }
    void on_destroy() { all_.remove(*this); }

    InputMethodPopups& all_;
    wlr_input_popup_surface_v2& popup_;
    SurfaceTree tree_;
    Slot<> map_, unmap_, commit_, destroy_;
};

namespace {

/// The part of the layout that the screen at `point` shows; a screen that is away keeps its viewport.
Rect<Logical> screen_at(Scene& scene, Point<Logical> point)
{
    Rect<Logical> any;
    for (auto const* viewport : scene.viewports()) {
        auto const area = viewport->view().area();
        if (viewport->attached() && area.contains(FPoint<Logical>{double(point.x), double(point.y)}))
            return area;
        if (viewport->attached())
            any = area;
    }
    return any;
}

} // namespace

InputMethodPopups::InputMethodPopups(Scene& scene)
    : scene_{scene}
{
}
InputMethodPopups::~InputMethodPopups() = default;

void InputMethodPopups::add(wlr_input_popup_surface_v2& popup)
{
    popups_.push_back(std::make_unique<Popup>(*this, popup));
}

void InputMethodPopups::remove(Popup& popup)
{
    std::erase_if(popups_, [&](auto const& entry) { return entry.get() == &popup; });
}

void InputMethodPopups::follow(wlr_text_input_v3 const* field)
{
    cursor_.reset();
    if (auto const origin = field ? position_of(scene_, field->focused_surface) : std::nullopt) {
        bool const tells = field->active_features & WLR_TEXT_INPUT_V3_FEATURE_CURSOR_RECTANGLE;
        auto const& told = field->current.cursor_rectangle;
        auto const& all = field->focused_surface->current;
        cursor_ = tells ? Rect<Logical>{told.x, told.y, told.width, told.height}
                        : Rect<Logical>{0, 0, all.width, all.height};
        cursor_->x += origin->x;
        cursor_->y += origin->y;
    }
    for (auto const& popup : popups_)
        place(*popup);
}

void InputMethodPopups::place(Popup& popup) const
{
    if (!cursor_)
        return popup.show(std::nullopt);
    auto const screen = screen_at(scene_, cursor_->origin());
    auto const size = popup.size();
    bool const room_below = cursor_->bottom() + size.height <= screen.bottom();
    bool const room_above = cursor_->y - size.height >= screen.y;
    Point<Logical> at{cursor_->x, room_below || !room_above ? cursor_->bottom() : cursor_->y - size.height};
    at.x = std::max(screen.x, std::min(at.x, screen.right() - size.width));
    at.y = std::max(screen.y, std::min(at.y, screen.bottom() - size.height));
    popup.show(at);
    wlr_box in_popup{cursor_->x - at.x, cursor_->y - at.y, cursor_->width, cursor_->height};
    wlr_input_popup_surface_v2_send_text_input_rectangle(&popup.c(), &in_popup);
}

} // namespace vitrail
