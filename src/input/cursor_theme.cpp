#include "input/cursor_theme.hpp"

#include "base/log.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace vitrail {

namespace {

constexpr std::uint32_t default_size = 24;

// Older themes know only the names of the X cursor font (X.Org cursorfont.h, freedesktop cursor-spec draft).
constexpr std::array<std::pair<char const*, char const*>, 32> x11_names{{
    {"default", "left_ptr"},
    {"help", "question_arrow"},
    {"pointer", "hand2"},
    {"progress", "left_ptr_watch"},
    {"wait", "watch"},
    {"cell", "plus"},
    {"crosshair", "cross"},
    {"text", "xterm"},
    {"alias", "dnd-link"},
    {"copy", "dnd-copy"},
    {"move", "fleur"},
    {"no-drop", "dnd-no-drop"},
    {"not-allowed", "crossed_circle"},
    {"grab", "hand1"},
    {"grabbing", "fleur"},
    {"e-resize", "right_side"},
    {"n-resize", "top_side"},
    {"ne-resize", "top_right_corner"},
    {"nw-resize", "top_left_corner"},
    {"s-resize", "bottom_side"},
    {"se-resize", "bottom_right_corner"},
    {"sw-resize", "bottom_left_corner"},
    {"w-resize", "left_side"},
    {"ew-resize", "sb_h_double_arrow"},
    {"ns-resize", "sb_v_double_arrow"},
    {"nesw-resize", "fd_double_arrow"},
    {"nwse-resize", "bd_double_arrow"},
    {"col-resize", "sb_h_double_arrow"},
    {"row-resize", "sb_v_double_arrow"},
    {"all-scroll", "fleur"},
    {"all-resize", "fleur"},
    {"context-menu", "left_ptr"},
}};

char const* x11_name(std::string const& shape)
{
    for (auto const& [css, x11] : x11_names)
        if (shape == css)
            return x11;
    return nullptr;
}

std::uint32_t size_from_environment()
{
    char const* text = std::getenv("XCURSOR_SIZE");
    if (!text)
        return default_size;
    std::uint32_t size = 0;
    auto const [end, error] = std::from_chars(text, text + std::strlen(text), size);
    return error == std::errc{} && *end == '\0' && size > 0 && size <= CursorConfig::largest_size ? size : default_size;
}

CursorFrame to_frame(wlr_xcursor_image& image, double scale)
{
    auto const logical = [scale](std::uint32_t pixels) { return int(std::lround(pixels / scale)); };
    return {.buffer = BufferRef{wlr_xcursor_image_get_buffer(&image)},
        .size = {logical(image.width), logical(image.height)},
        .hotspot = {logical(image.hotspot_x), logical(image.hotspot_y)},
        .delay = std::chrono::milliseconds{image.delay}};
}

} // namespace

CursorTheme::CursorTheme(CursorConfig const& config)
    : manager_{wlr_xcursor_manager_create(config.theme.empty() ? std::getenv("XCURSOR_THEME") : config.theme.c_str(),
          config.size > 0 ? std::uint32_t(config.size) : size_from_environment())}
{
}

bool CursorTheme::is_installed(std::string const& name)
{
    Owned<wlr_xcursor_theme, wlr_xcursor_theme_destroy> const theme{wlr_xcursor_theme_load(name.c_str(), default_size)};
    return theme && theme->name == name; // without any picture, wlroots falls back to its own theme and its name
}

std::vector<CursorFrame> CursorTheme::frames(std::string const& shape, double scale)
{
    std::vector<CursorFrame> out;
    if (!manager_ || !wlr_xcursor_manager_load(manager_.get(), float(scale))) {
        log::warning("no cursor theme at scale {}: the cursor is invisible; check XCURSOR_THEME", scale);
        return out;
    }
    if (auto const* cursor = find(shape, float(scale)))
        for (unsigned i = 0; i < cursor->image_count; ++i)
            out.push_back(to_frame(*cursor->images[i], scale));
    return out;
}

wlr_xcursor* CursorTheme::find(std::string const& shape, float scale)
{
    for (char const* name : {shape.c_str(), x11_name(shape), "default", "left_ptr"})
        if (name)
            if (auto* cursor = wlr_xcursor_manager_get_xcursor(manager_.get(), name, scale))
                return cursor;
    return nullptr;
}

} // namespace vitrail
