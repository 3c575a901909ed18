#pragma once

#include <format>
#include <string_view>

namespace vitrail::log {

/// error: a bug of ours or a broken driver. warning: degraded service, with the remedy. info: a change of state.
/// debug: off unless asked for. Nothing is logged per frame.
enum class Level { Error, Warning, Info, Debug };

/// Sets what is printed to stderr and routes wlroots' log through the same door. Called once, by main.
void init(Level most_verbose);

/// Would a line of this level be printed? For what is costly to say.
[[nodiscard]] bool shows(Level level);

void write(Level level, std::string_view line);

template <class... A> void error(std::format_string<A...> f, A&&... a) { write(Level::Error, std::format(f, std::forward<A>(a)...)); }
template <class... A> void warning(std::format_string<A...> f, A&&... a) { write(Level::Warning, std::format(f, std::forward<A>(a)...)); }
template <class... A> void info(std::format_string<A...> f, A&&... a) { write(Level::Info, std::format(f, std::forward<A>(a)...)); }
template <class... A> void debug(std::format_string<A...> f, A&&... a) { write(Level::Debug, std::format(f, std::forward<A>(a)...)); }

} // namespace vitrail::log
