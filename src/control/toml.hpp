#pragma once

// The one door to toml++: without exceptions, and so from its headers alone (its library is built with them).
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.hpp>
