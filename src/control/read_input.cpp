#include "read_input.hpp"

#include <format>
#include <vector>

namespace vitrail {

namespace {

/// "flat" or "adaptive", for a person.
template <class E> std::string all_words()
{
    std::string out;
    for (auto const& word : words_of<E>)
        out += std::format("{}\"{}\"", out.empty() ? "" : &word == &words_of<E>.back() ? " or " : ", ", word.name);
    return out;
}

template <class E> Parsed<E> parse_word(toml::node const& node)
{
    if (auto const text = node.value_exact<std::string>())
        for (auto const& word : words_of<E>)
            if (word.name == *text)
                return word.value;
    return std::unexpected{std::format("{} is none of its values; write {}", shown(node), all_words<E>())};
}

Parsed<Button> parse_button(toml::node const& node)
{
    constexpr int first = 0x100, last = 0x2ff; // BTN_MISC and all that may follow it (linux/input-event-codes.h)
    if (node.is_integer()) {
        auto const code = parse_whole(node, first, last, "the button's code as libinput debug-events shows it, such as 274");
        return code ? Parsed<Button>{Button{*code}} : std::unexpected{code.error()};
    }
    return parse_word<Button>(node);
}

Parsed<int> parse_finger_drag(toml::node const& node)
{
    auto const fingers = node.value_exact<std::int64_t>();
    if (fingers && (*fingers == 0 || *fingers == 3 || *fingers == 4))
        return int(*fingers);
    return std::unexpected{std::format("{} is no such number of fingers; write 3, 4, or 0 for none", shown(node))};
}

Parsed<std::array<float, 6>> parse_matrix(toml::node const& node)
{
    std::array<float, 6> out{};
    auto const* all = node.as_array();
    bool good = all && all->size() == out.size();
    for (std::size_t i = 0; good && i < out.size(); ++i) {
        auto const value = parse_number((*all)[i], -1000, 1000, "");
        good = value.has_value();
        out[i] = float(value.value_or(0));
    }
    if (good)
        return out;
    return std::unexpected{std::format("{} is not a matrix; write six numbers, such as [1, 0, 0, 0, 1, 0]", shown(node))};
}

Parsed<std::string> parse_output(toml::node const& node)
{
    return parse_some_text(node, "a connector such as \"HDMI-A-1\", or a display's own name");
}

void take_all(Section& s, DeviceRule& out)
{
    s.take("use", out.use, parse_word<DeviceUse>);
    s.take("accel-profile", out.accel_profile, parse_word<AccelProfile>);
    s.take("accel-speed", out.accel_speed, number(-1, 1, "-1 to 1, such as 0.3"));
    s.take("natural-scroll", out.natural_scroll, parse_switch);
    s.take("scroll-factor", out.scroll_factor, number(0.01, 100, "how many times as far, such as 0.5"));
    s.take("scroll-method", out.scroll_method, parse_word<ScrollMethod>);
    s.take("scroll-button", out.scroll_button, parse_button);
    s.take("scroll-button-lock", out.scroll_button_lock, parse_switch);
    s.take("left-handed", out.left_handed, parse_switch);
    s.take("middle-emulation", out.middle_emulation, parse_switch);
    s.take("tap-to-click", out.tap_to_click, parse_switch);
    s.take("tap-buttons", out.tap_buttons, parse_word<FingerButtons>);
    s.take("tap-and-drag", out.tap_and_drag, parse_switch);
    s.take("drag-lock", out.drag_lock, parse_word<DragLock>);
    s.take("finger-drag", out.finger_drag, parse_finger_drag);
    s.take("click-method", out.click_method, parse_word<ClickMethod>);
    s.take("clickfinger-buttons", out.clickfinger_buttons, parse_word<FingerButtons>);
    s.take("disable-while-typing", out.disable_while_typing, parse_switch);
    s.take("disable-while-trackpointing", out.disable_while_trackpointing, parse_switch);
    s.take("rotation", out.rotation, whole(0, 359, "degrees clockwise, such as 90"));
    s.take("calibration", out.calibration, parse_matrix);
    s.take("output", out.output, parse_output);
}

void read_device_rule(Section s, DeviceRule& out)
{
    take_all(s, out);
    s.report_unknown();
}

} // namespace

void read_input(Section s, DeviceRules& out)
{
    take_all(s, out.all);
    for (auto const& name : s.tables_of_names(device_kinds, "kind of device"))
        s.table(name, out.by_name[name], read_device_rule,
                "[input.KIND] or [input.\"NAME\"], such as [input.touchpad]");
    s.report_unknown();
}

} // namespace vitrail
