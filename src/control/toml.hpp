#pragma once

namespace vitrail {

/// Thrown out of toml++'s parser by a text for which it has neither a result nor an error, but an assertion: a line that is
/// nothing but "[", in 3.4. Without one it would go on in undefined behaviour.
struct TomlConfused {};

} // namespace vitrail

// The one door to toml++: without exceptions of its own, and so from its headers alone (its library is built with them).
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ASSERT(expected) static_cast<void>((expected) ? 0 : throw ::vitrail::TomlConfused{})
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wterminate" // some of its functions must not throw: they end us, as an assertion would
#pragma push_macro("NDEBUG")
#undef NDEBUG // or it would assume what it does not assert
#include <toml++/toml.hpp>
#pragma pop_macro("NDEBUG")
#pragma GCC diagnostic pop
