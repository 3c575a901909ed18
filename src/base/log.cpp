#include "base/log.hpp"

#include "base/wlr.hpp"

#include <array>
#include <cstdarg>
#include <cstdio>

namespace vitrail::log {

namespace {

constexpr std::array<char const*, 4> names{"error", "warning", "info", "debug"};

wlr_log_importance to_wlr(Level level)
{
    switch (level) {
    case Level::Error:
    case Level::Warning: return WLR_ERROR;
    case Level::Info:    return WLR_INFO;
    case Level::Debug:   return WLR_DEBUG;
    }
    return WLR_ERROR;
}

// wlroots calls many things an error that are a client's or a driver's doing: they are warnings in our terms.
Level from_wlr(wlr_log_importance importance)
{
    return importance == WLR_ERROR ? Level::Warning : Level::Debug;
}

void print_wlr_line(wlr_log_importance importance, char const* format, va_list args)
{
    if (from_wlr(importance) == Level::Debug && wlr_log_get_verbosity() < WLR_DEBUG)
        return;
    std::array<char, 1024> line{};
    std::vsnprintf(line.data(), line.size(), format, args);
    std::fprintf(stderr, "vitrail: %s: wlroots: %s\n", names[std::size_t(from_wlr(importance))], line.data());
}

} // namespace

void init(Level most_verbose)
{
    wlr_log_init(to_wlr(most_verbose), print_wlr_line);
}

bool shows(Level level)
{
    return wlr_log_get_verbosity() >= to_wlr(level);
}

void write(Level level, std::string_view line)
{
    if (!shows(level))
        return;
    std::fprintf(stderr, "vitrail: %s: %.*s\n", names[std::size_t(level)], int(line.size()), line.data());
}

} // namespace vitrail::log
