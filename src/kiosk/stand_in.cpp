#include "kiosk/stand_in.hpp"

#include "output/output.hpp"
#include "scene/scene.hpp"
#include "shell/window.hpp"

#include <utility>

namespace vitrail {

StandIn::StandIn(Scene& scene) : tree_{&scene.stratum(Stratum::Bottom)}, page_{tree_}
{
    page_.set_enabled(false);
}

void StandIn::keep(std::vector<Window*> const& windows)
{
    if (text_)
        return; // the reason is worth more
    stills_.clear();
    for (auto* window : windows) {
        if (window->minimised())
            continue; // nobody saw it
        auto const* output = window->output();
        auto const origin = output ? output->area().origin() : Point<Logical>{};
        stills_.emplace_back(tree_, window->tree(), origin);
    }
}

void StandIn::tell(PageText text)
{
    text_ = std::move(text);
    stills_.clear();
    draw();
}

void StandIn::clear()
{
    text_.reset();
    stills_.clear();
    draw();
}

void StandIn::show_on(Output const* output)
{
    output_ = output;
    tree_.set_enabled(output != nullptr);
    if (output)
        for (auto& kept : stills_)
            kept.still.set_position(output->area().origin() + kept.offset);
    draw();
}

void StandIn::draw()
{
    page_.set_enabled(text_ && output_);
    if (!text_ || !output_)
        return;
    auto const area = output_->area();
    if (std::exchange(drawn_, *text_) != *text_ || std::exchange(drawn_for_, area) != area) {
        auto const pixels = output_->view().upright_size();
        page_.set_picture(draw_page(*text_, {pixels.width, pixels.height}), area.size());
        drawn_for_ = area;
    }
    page_.set_position(area.origin());
}

} // namespace vitrail
