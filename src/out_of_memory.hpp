#pragma once

namespace vitrail {

/// From now on, when there is no memory left for something of ours, the program ends at once, with exit_failure and one line.
///
/// Nothing could be saved: an exception would have to cross C code on its way up. What starts us sees the status; the
/// kernel takes the display back.
void end_when_out_of_memory();

} // namespace vitrail
