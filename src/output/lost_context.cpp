// The GPU can lose everything that it was told: a driver reset it, because of us or of somebody else, or it was unplugged
// for a moment. The renderer is made anew then, between two frames, and every output paints again all that it composed.
// Buffers of clients and of displays are memory of their own and stay; so do the planes that show them.

#include "output_manager_parts.hpp"

#include "base/log.hpp"
#include "render/renderer.hpp"

namespace vitrail {

namespace {

constexpr Duration retry_after = std::chrono::seconds{1};

} // namespace

void OutputManager::Parts::rebuild_renderer()
{
    if (auto const made = renderer.rebuild(backend.c()); !made) {
        log::warning("{}; trying again", made.error().message);
        return rebuild.arm(loop.now() + retry_after);
    }
    backend.use_renderer(renderer.c());
    for (auto const& output : known)
        output->paint_anew();
}

} // namespace vitrail
