#include "shell/world.hpp"

namespace vitrail {

Output* World::find(DisplayIdentity const& identity) const
{
    return outputs.find(identity);
}

Output* World::at(Point<Logical> at) const { return outputs.at({double(at.x), double(at.y)}); }

} // namespace vitrail
