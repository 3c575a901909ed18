#include "shell/card_view.hpp"

#include "shell/placement.hpp"

namespace vitrail {

namespace {

constexpr int distance = 24; // logical units, from the border of the screen

} // namespace

void CardView::show(Card card, Output& output)
{
    card_ = std::move(card);
    on_ = output.identity();
    paint(output);
}

void CardView::paint(Output& output)
{
    auto const area = inside(world_.usable_area(output), {distance, distance, distance, distance});
    auto painted = paint_card(card_, area.size(), output.viewport().view().scale);
    if (!node_)
        node_.emplace(world_.scene.stratum(stratum_));
    node_->set_picture(std::move(painted.buffer), painted.size);
    node_->set_position(place_ == Place::Middle ? centred(area, painted.size)
                                                : Point<Logical>{area.right() - painted.size.width, area.y});
    node_->raise();
}

void CardView::hide() { node_.reset(); }

void CardView::outputs_changed()
{
    if (!shown())
        return;
    if (auto* output = world_.find(on_))
        paint(*output);
    else
        hide();
}

} // namespace vitrail
