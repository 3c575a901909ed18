#pragma once

#include "backend/scanout.hpp"
#include "base/geometry.hpp"
#include "base/time.hpp"
#include "base/transform.hpp"
#include "frame/content.hpp"
#include "output/plane_use.hpp"
#include "output/variable_refresh.hpp"
#include "toml.hpp"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// A value of the file as a setting takes it, or what is wrong with it and what to write.
template <class T> using Parsed = std::expected<T, std::string>;

[[nodiscard]] Parsed<std::string> parse_text(toml::node const& node, std::string_view remedy);
/// A text that is not empty.
[[nodiscard]] Parsed<std::string> parse_some_text(toml::node const& node, std::string_view remedy);
/// A number, whole or not, from `low` to `high`.
[[nodiscard]] Parsed<double> parse_number(toml::node const& node, double low, double high, std::string_view remedy);
/// A whole number from `low` to `high`. `remedy` completes "write …": "characters a second, such as 25".
[[nodiscard]] Parsed<int> parse_whole(toml::node const& node, int low, int high, std::string_view remedy);
/// The same as parsers of a setting.
[[nodiscard]] inline auto text(std::string_view remedy)
{
    return [remedy](toml::node const& node) { return parse_text(node, remedy); };
}
[[nodiscard]] inline auto whole(int low, int high, std::string_view remedy)
{
    return [=](toml::node const& node) { return parse_whole(node, low, high, remedy); };
}
[[nodiscard]] inline auto number(double low, double high, std::string_view remedy)
{
    return [=](toml::node const& node) { return parse_number(node, low, high, remedy); };
}

/// Seconds, whole or not, from `low` to `high`.
[[nodiscard]] Parsed<Duration> parse_seconds(toml::node const& node, Duration low, Duration high, std::string_view remedy);
/// A program and its arguments, as a list of texts.
[[nodiscard]] Parsed<std::vector<std::string>> parse_command(toml::node const& node);
[[nodiscard]] Parsed<bool> parse_switch(toml::node const& node);

/// "1920x1080" or "1920x1080@59.94": pixels, hertz.
[[nodiscard]] Parsed<Mode> parse_mode(toml::node const& node);
/// 0.5 to 8, rounded to the 120ths that clients can be told (wp_fractional_scale_v1.preferred_scale).
[[nodiscard]] Parsed<double> parse_scale(toml::node const& node);
/// [x, y], in logical units.
[[nodiscard]] Parsed<Point<Logical>> parse_position(toml::node const& node);
/// [width, height], in logical units.
[[nodiscard]] Parsed<Size<Logical>> parse_size(toml::node const& node);
/// "#rrggbb", opaque.
[[nodiscard]] Parsed<Color> parse_color(toml::node const& node);
/// "normal", "90", … "flipped-270", as in wl_output.transform.
[[nodiscard]] Parsed<Transform> parse_transform(toml::node const& node);
/// "all", "primary" or "none".
[[nodiscard]] Parsed<PlaneUse> parse_plane_use(toml::node const& node);
/// "off", "content", "fullscreen" or "on".
[[nodiscard]] Parsed<VrrUse> parse_vrr_use(toml::node const& node);

/// The value as a finding quotes it: 'fast', 12, a table.
[[nodiscard]] std::string shown(toml::node const& node);
/// The key as TOML writes it: quoted where it must be.
[[nodiscard]] std::string quoted_key(std::string_view key);

} // namespace vitrail
