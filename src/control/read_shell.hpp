#pragma once

#include "section.hpp"
#include "shell/shell_config.hpp"

namespace vitrail {

/// [windows], [bindings] and [[rule]] of the configuration file.
void read_shell(Section& root, ShellConfig& out);

} // namespace vitrail
