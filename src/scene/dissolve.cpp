#include "scene/dissolve.hpp"

#include "scene/scene.hpp"

#include <algorithm>

namespace vitrail {

namespace {

/// A display that is on shows the end of it in time.
constexpr Duration patience = std::chrono::milliseconds{250};

} // namespace

Dissolve::Dissolve(Scene& scene, EventLoop& loop, std::unique_ptr<Afterimage> past, Duration lasts, std::function<void()> over)
    : scene_{scene}
    , past_{std::move(past)}
    , begun_{loop.now()}
    , lasts_{lasts}
    , over_{std::move(over)}
    , late_{loop, [this] { end(); }}
{
    scene_.dissolves_.push_back(this);
    late_.arm(begun_ + lasts_ + patience);
    show(1);
}

Dissolve::~Dissolve() { std::erase(scene_.dissolves_, this); }

void Dissolve::limit_to(Viewport const& viewport)
{
    only_in_ = &viewport;
    show(1);
}

void Dissolve::step(Time at)
{
    if (at - begun_ >= lasts_)
        return end();
    double const passed = double(std::max(at - begun_, Duration::zero()).count()) / double(lasts_.count());
    show(float(1 - passed));
}

void Dissolve::show(float opacity)
{
    past_->set_look(TreeLook{.fading = true, .opacity = opacity, .only_in = only_in_});
}

/// Whoever is told may end us.
void Dissolve::end()
{
    past_.reset();
    std::erase(scene_.dissolves_, this);
    late_.disarm();
    auto const over = std::move(over_);
    if (over)
        over();
}

} // namespace vitrail
