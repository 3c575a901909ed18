#include "shell/size_fade.hpp"

#include "base/wlr.hpp"

namespace vitrail {

SizeFade::SizeFade(World const& world, SurfaceTree& shown, std::function<bool()> answers, std::function<void()> changed)
    : world_{world}, shown_{shown}, answers_{std::move(answers)}, changed_{std::move(changed)}
{
}

void SizeFade::expect(Rect<Logical> const& box)
{
    past_.reset();
    if (world_.looks.cross_fade == 0 || !shown_.surface() || !shown_.shown())
        return client_commit_.disconnect();
    before_ = box;
    client_commit_.connect<&SizeFade::on_client_commit>(this, shown_.surface()->events.client_commit);
}

/// The last moment at which the scene has what was shown before.
void SizeFade::on_client_commit()
{
    if (!answers_())
        return;
    past_ = std::make_unique<Afterimage>();
    auto const& window = *shown_.parent();
    past_->add(shown_, shown_.position(), window.extents().moved(Point<Logical>{} - window.absolute_position()));
    client_commit_.disconnect();
}

void SizeFade::arrived(Rect<Logical> const& box)
{
    client_commit_.disconnect();
    auto past = std::move(past_);
    if (!past || past->empty() || box.size() == before_.size() || !shown_.shown())
        return;
    past->stretch(before_, box);
    past->reparent(*shown_.parent());
    past->place_above(shown_);
    auto const over = [this] {
        stop();
        changed_();
    };
    dissolve_ = std::make_unique<Dissolve>(world_.scene, world_.loop, std::move(past),
                                           std::chrono::milliseconds{world_.looks.cross_fade}, over);
    changed_();
}

void SizeFade::stop()
{
    client_commit_.disconnect();
    past_.reset();
    dissolve_.reset();
}

} // namespace vitrail
