#include "own_stage.hpp"

#include "backend/headless.hpp"
#include "output/output.hpp"
#include "output/output_manager.hpp"
#include "scene/scene.hpp"

#include <format>

namespace vitrail::test {

OwnStage::~OwnStage()
{
    trees_.clear();
}

void OwnStage::adopt(TestSurface& surface, Point<Logical> at)
{
    auto& server_side = give_role(server_.server().display(), surface);
    trees_[&surface] = std::make_unique<SurfaceTree>(server_side, server_.server().scene().stratum(Stratum::Windows));
    move(surface, at);
}

void OwnStage::move(TestSurface& surface, Point<Logical> at)
{
    trees_.at(&surface)->set_position(at);
}

void OwnStage::raise(TestSurface& surface)
{
    trees_.at(&surface)->raise();
}

void OwnStage::set_screen(ScreenSetup const& setup)
{
    auto& output = server_.output();
    output.set_mode(Mode{.size = setup.size, .refresh_mhz = 50'000});
    server_.server().outputs().place(output, {}, setup.scale, setup.transform);
}

Screen OwnStage::draw()
{
    server_.refresh(4); // the mode's black picture, this one, and two to spare
    return server_.screen();
}

Screen OwnStage::refresh()
{
    server_.refresh();
    return server_.screen();
}

Screen OwnStage::draw_anew()
{
    server_.output().viewport().add_damage_whole();
    return draw();
}

std::string OwnStage::layers_at(int x, int y)
{
    std::string out;
    auto const* frame = server_.output().shown();
    for (std::size_t i = 0; frame && i < frame->stack->layers.size(); ++i) {
        auto const& l = frame->stack->layers[i];
        FPoint<OutputPx> const pixel{double(x), double(y)};
        auto const& d = l.dest;
        if (!d.contains(pixel))
            continue;
        out += std::format("  {} to {}x{}+{}+{}", l.id.value, d.width, d.height, d.x, d.y);
        if (l.content)
            out += std::format(" from {}x{}+{}+{} transform {} alpha {} {}", l.source.width, l.source.height, l.source.x,
                               l.source.y, int(l.transform), l.alpha, name_of(l.content->format));
        out += std::format("{}{} {}\n", l.visible.contains(pixel) ? "" : " hidden",
                           l.opaque.contains(pixel) ? " opaque" : "", name_of(frame->assignment.placements[i].verdict));
    }
    return out;
}

} // namespace vitrail::test
