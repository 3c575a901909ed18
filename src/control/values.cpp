#include "values.hpp"

#include "output/output_rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <format>
#include <optional>

namespace vitrail {

namespace {

constexpr int largest_extent = 65'535;   // pixels: KMS keeps a mode's width and height in 16 bits
constexpr int largest_position = 100'000; // far beyond every layout, and safe to add to
constexpr double least_refresh = 1, largest_refresh = 1000; // hertz

constexpr std::array<std::string_view, 8> transforms{
    "normal", "90", "180", "270", "flipped", "flipped-90", "flipped-180", "flipped-270"};

std::unexpected<std::string> wrong(toml::node const& node, std::string_view is_not, std::string_view remedy)
{
    return std::unexpected{std::format("{} is {}; write {}", shown(node), is_not, remedy)};
}

/// A finding is a line that one can read, and no escape sequence of a file reaches a terminal.
std::string on_one_line(std::string_view text)
{
    constexpr std::size_t longest = 80;
    std::string out{text.substr(0, longest)};
    if (text.size() > longest)
        out += "...";
    std::ranges::replace_if(out, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return out;
}

/// All of `text` as a number without a sign.
template <class T> std::optional<T> number(std::string_view text)
{
    T out{};
    if (text.empty() || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{out} : std::nullopt;
}

std::optional<Mode> mode_of(std::string_view text)
{
    auto const at = text.find('@');
    auto const size = text.substr(0, at);
    auto const x = size.find('x');
    if (x == std::string_view::npos)
        return std::nullopt;
    auto const width = number<int>(size.substr(0, x)), height = number<int>(size.substr(x + 1));
    if (!width || !height || *width < 1 || *height < 1 || *width > largest_extent || *height > largest_extent)
        return std::nullopt;
    Mode mode{.size = {*width, *height}};
    if (at == std::string_view::npos)
        return mode;
    auto const refresh = number<double>(text.substr(at + 1));
    if (!refresh || !(*refresh >= least_refresh && *refresh <= largest_refresh))
        return std::nullopt;
    mode.refresh_mhz = int(std::lround(*refresh * 1000));
    return mode;
}

} // namespace

Parsed<std::string> parse_text(toml::node const& node, std::string_view remedy)
{
    auto const text = node.value_exact<std::string>();
    if (!text)
        return wrong(node, "not a text in quotes", remedy);
    if (text->contains('\0'))
        return wrong(node, "not a name", remedy);
    return *text;
}

Parsed<int> parse_whole(toml::node const& node, int low, int high, std::string_view remedy)
{
    if (!node.is_number())
        return wrong(node, "not a number", remedy);
    auto const value = node.value_exact<std::int64_t>();
    if (!value)
        return wrong(node, "not a whole number", remedy);
    if (*value < low || *value > high)
        return wrong(node, std::format("not between {} and {}", low, high), remedy);
    return int(*value);
}

Parsed<std::string> parse_some_text(toml::node const& node, std::string_view remedy)
{
    auto text = parse_text(node, remedy);
    return text && text->empty() ? wrong(node, "empty", remedy) : text;
}

Parsed<double> parse_number(toml::node const& node, double low, double high, std::string_view remedy)
{
    if (!node.is_number())
        return wrong(node, "not a number", remedy);
    // A whole number that no double is equal to has no value<double>.
    double const value = node.is_integer() ? double(*node.value<std::int64_t>()) : *node.value<double>();
    if (!(value >= low && value <= high))
        return wrong(node, std::format("not between {:g} and {:g}", low, high), remedy);
    return value;
}

Parsed<Duration> parse_seconds(toml::node const& node, Duration low, Duration high, std::string_view remedy)
{
    using Seconds = std::chrono::duration<double>;
    auto const value = parse_number(node, Seconds{low}.count(), Seconds{high}.count(), remedy);
    if (!value)
        return std::unexpected{value.error()};
    return std::chrono::duration_cast<Duration>(Seconds{*value});
}

Parsed<std::vector<std::string>> parse_command(toml::node const& node)
{
    std::vector<std::string> out;
    if (auto const* words = node.as_array())
        for (auto const& word : *words)
            if (auto const text = word.value_exact<std::string>(); text && !text->contains('\0'))
                out.push_back(*text);
    bool const whole = node.is_array() && out.size() == node.as_array()->size();
    if (!whole || out.empty() || out.front().empty())
        return wrong(node, "not a command", "a list of texts, such as [\"firefox\", \"--kiosk\", \"https://example.org\"]");
    return out;
}

Parsed<bool> parse_switch(toml::node const& node)
{
    if (auto const value = node.value_exact<bool>())
        return *value;
    return wrong(node, "neither true nor false", "true or false, without quotes");
}

Parsed<Mode> parse_mode(toml::node const& node)
{
    auto const text = node.value_exact<std::string>();
    if (auto const mode = text ? mode_of(*text) : std::nullopt)
        return *mode;
    return wrong(node, "not a mode", "pixels and hertz in quotes, such as \"1920x1080\" or \"1920x1080@59.94\"");
}

Parsed<double> parse_scale(toml::node const& node)
{
    auto const scale = parse_number(node, least_scale, largest_scale, "0.5 to 8, such as 1.5");
    return scale ? Parsed<double>{std::round(*scale * scale_steps) / scale_steps} : scale;
}

Parsed<Point<Logical>> parse_position(toml::node const& node)
{
    auto const* both = node.as_array();
    if (both && both->size() == 2) {
        auto const x = (*both)[0].value_exact<std::int64_t>(), y = (*both)[1].value_exact<std::int64_t>();
        auto const sane = [](auto const& v) { return v && *v >= -largest_position && *v <= largest_position; };
        if (sane(x) && sane(y))
            return Point<Logical>{int(*x), int(*y)};
    }
    return wrong(node, "not a position", "[x, y] in logical units, such as [1920, 0]");
}

Parsed<Size<Logical>> parse_size(toml::node const& node)
{
    auto const* both = node.as_array();
    if (both && both->size() == 2) {
        auto const width = (*both)[0].value_exact<std::int64_t>(), height = (*both)[1].value_exact<std::int64_t>();
        auto const sane = [](auto const& v) { return v && *v >= 1 && *v <= largest_extent; };
        if (sane(width) && sane(height))
            return Size<Logical>{int(*width), int(*height)};
    }
    return wrong(node, "not a size", "[width, height] in logical units, such as [800, 600]");
}

Parsed<Color> parse_color(toml::node const& node)
{
    auto const text = node.value_exact<std::string>();
    unsigned rgb = 0;
    if (text && text->size() == 7 && text->front() == '#') {
        auto const [end, error] = std::from_chars(text->data() + 1, text->data() + text->size(), rgb, 16);
        if (error == std::errc{} && end == text->data() + text->size())
            return Color{float(rgb >> 16) / 255, float(rgb >> 8 & 0xff) / 255, float(rgb & 0xff) / 255, 1};
    }
    return wrong(node, "not a colour", "\"#rrggbb\", red, green and blue in hexadecimal, such as \"#203040\"");
}

Parsed<Transform> parse_transform(toml::node const& node)
{
    auto const text = node.value_exact<std::string>();
    auto const it = text ? std::ranges::find(transforms, *text) : transforms.end();
    if (it != transforms.end())
        return static_cast<Transform>(it - transforms.begin());
    return wrong(node, "not a transform", "\"normal\", \"90\", \"180\", \"270\", or \"flipped\", \"flipped-90\", "
                                          "\"flipped-180\", \"flipped-270\"");
}

Parsed<PlaneUse> parse_plane_use(toml::node const& node)
{
    auto const text = node.value_exact<std::string>();
    if (auto const use = text ? plane_use(*text) : std::nullopt)
        return *use;
    return wrong(node, "not a use of planes", "\"all\", \"primary\" or \"none\"");
}

Parsed<VrrUse> parse_vrr_use(toml::node const& node)
{
    auto const text = node.value_exact<std::string>();
    if (auto const use = text ? vrr_use(*text) : std::nullopt)
        return *use;
    return wrong(node, "not a use of a variable refresh rate", "\"off\", \"content\", \"fullscreen\" or \"on\"");
}

std::string shown(toml::node const& node)
{
    if (auto const text = node.value_exact<std::string>())
        return "'" + on_one_line(*text) + "'";
    if (auto const whole = node.value_exact<std::int64_t>())
        return std::format("{}", *whole);
    if (auto const real = node.value_exact<double>())
        return std::format("{}", *real);
    if (auto const value = node.value_exact<bool>())
        return *value ? "true" : "false";
    if (auto const* list = node.as_array()) {
        constexpr std::size_t most = 8;
        std::string out;
        for (std::size_t i = 0; i < std::min(most, list->size()); ++i)
            out += (out.empty() ? "" : ", ") + shown((*list)[i]);
        return "[" + out + (list->size() > most ? ", ...]" : "]");
    }
    return node.is_table() ? "a table" : "a date";
}

std::string quoted_key(std::string_view key)
{
    bool const bare = !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
    return bare ? std::string{key} : '"' + on_one_line(key) + '"';
}

} // namespace vitrail
