#include "shell/world.hpp"

namespace vitrail {

Output* World::find(DisplayIdentity const& identity) const
{
    for (auto* output : outputs.active())
        if (output->identity() == identity)
            return output;
    return nullptr;
}

Output* World::at(Point<Logical> at) const { return outputs.at({double(at.x), double(at.y)}); }

} // namespace vitrail
