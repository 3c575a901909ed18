#include "mistakes.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <utility>

namespace vitrail::test {

namespace {

using Lines = std::vector<std::string>;
using Random = std::mt19937;

Lines lines_of(std::string const& text)
{
    Lines out;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find('\n', at), text.size());
        out.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string text_of(Lines const& lines)
{
    std::string out;
    for (auto const& line : lines)
        out += line + "\n";
    return out;
}

bool is_setting(std::string const& line) { return !line.starts_with('#') && line.contains(" = "); }
bool is_own_name(std::string const& line) { return line.starts_with('"'); }
bool is_table(std::string const& line) { return line.starts_with('[') && !line.starts_with("[["); }

/// A line of that kind.
std::size_t pick(Lines const& lines, Random& random, std::function<bool(std::string const&)> const& kind)
{
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (kind(lines[i]))
            all.push_back(i);
    return all.at(random() % all.size());
}

std::string name_in(std::string const& line) { return line.substr(0, line.find(" = ")); }

/// Does something to one line of that kind.
Mistake change(Lines lines, Random& random, char const* what, std::function<bool(std::string const&)> const& kind,
               std::function<std::string(std::string const&)> const& how)
{
    auto const at = pick(lines, random, kind);
    lines[at] = how(lines[at]);
    return {what, text_of(lines), int(at) + 1};
}

Mistake value(Lines const& lines, Random& random, char const* what, std::string const& value)
{
    return change(lines, random, what, is_setting, [&](auto const& line) { return name_in(line) + " = " + value; });
}

/// Puts a line before another one.
Mistake insert(Lines lines, Random& random, char const* what, std::string const& line)
{
    auto const at = random() % lines.size();
    lines.insert(lines.begin() + std::ptrdiff_t(at), line);
    return {what, text_of(lines), 0};
}

using Slip = std::function<Mistake(Lines const&, Random&)>;

/// Of a hand that types.
std::vector<Slip> slips_of_hands()
{
    auto const named = [](std::string const& line) { return is_setting(line) && !is_own_name(line); };
    return {
        [=](auto const& l, auto& r) {
            return change(l, r, "a letter of a setting's name is missing", named, [](auto line) { return line.erase(1, 1); });
        },
        [=](auto const& l, auto& r) {
            return change(l, r, "two letters of a setting's name changed places", named, [](auto line) {
                auto const other = line.find_first_not_of(line[0]);
                return std::swap(line[0], line[other]), line;
            });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a table's name is misspelt", is_table, [](auto line) { return line.insert(1, "x"); });
        },
        [](auto const& l, auto& r) { return value(l, r, "a date instead of a value", "2026-11-29"); },
        [](auto const& l, auto& r) { return value(l, r, "a table instead of a value", "{ a = 1 }"); },
        [](auto const& l, auto& r) { return value(l, r, "a list of lists instead of a value", "[[], [[]]]"); },
        [](auto const& l, auto& r) { return value(l, r, "a number far out of range", "-9223372036854775808"); },
        [](auto const& l, auto& r) { return value(l, r, "a number that is none", "nan"); },
        [](auto const& l, auto& r) { return value(l, r, "a value without its last quote", "\"two words"); },
        [](auto const& l, auto& r) { return value(l, r, "a word without quotes", "yes"); },
        [](auto const& l, auto& r) { return value(l, r, "no value", ""); },
        [](auto const& l, auto& r) {
            return change(l, r, "no name", is_setting, [](auto line) { return line.substr(line.find('=')); });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a table's last bracket is missing", is_table, [](auto line) { return line.pop_back(), line; });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a colon instead of =", is_setting,
                          [](auto line) { return line.replace(line.find(" = "), 3, ": "); });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a setting twice", is_setting, [](auto line) { return line + "\n" + line; });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a table twice", is_table, [](auto line) { return line + "\n" + line; });
        },
        [](auto const& l, auto& r) {
            return change(l, r, "a list of tables instead of a table", is_table, [](auto line) { return "[" + line + "]"; });
        },
    };
}

/// Of programs, and of disks.
std::vector<Slip> slips_of_machines()
{
    auto const anywhere = [](Lines const& l, Random& r) { return std::size_t(r() % text_of(l).size()); };
    auto const nested = [](std::string const& open, std::string const& close, int depth) {
        std::string out = "deep = ";
        for (int i = 0; i < depth; ++i)
            out += open;
        out += "1";
        for (int i = 0; i < depth; ++i)
            out += close;
        return out;
    };
    return {
        [](auto const& l, auto& r) { return insert(l, r, "a merge that was not finished", "<<<<<<< HEAD"); },
        [](auto const& l, auto& r) { return insert(l, r, "an unknown escape", "broken = \"\\q\""); },
        [](auto const& l, auto& r) { return insert(l, r, "bytes that are no UTF-8", "broken = \"\xff\xfe\xc0\xaf\""); },
        [](auto const& l, auto& r) { return insert(l, r, "a byte of zero", std::string("a\0b = 1", 7)); },
        [=](auto const& l, auto& r) { return insert(l, r, "lists in lists without end", nested("[", "]", 100'000)); },
        [=](auto const& l, auto& r) { return insert(l, r, "tables in tables without end", nested("{a=", "}", 100'000)); },
        [](auto const& l, auto& r) {
            std::string name = "a";
            for (int i = 0; i < 100'000; ++i)
                name += ".a";
            return insert(l, r, "a name without end", name + " = 1");
        },
        [=](auto const& l, auto& r) {
            auto text = text_of(l);
            for (auto at = anywhere(l, r), i = std::size_t{0}; i < 64 && at < text.size(); ++at, ++i)
                text[at] = char(1 + r() % 8);
            return Mistake{"a few bytes of something else", text, 0};
        },
        [=](auto const& l, auto& r) {
            // In the middle of a value that needs its end.
            auto const text = text_of(l);
            auto const quote = text.find("= \"", anywhere(l, r));
            return Mistake{"the rest is missing", text.substr(0, quote == std::string::npos ? text.rfind("= \"") + 3 : quote + 3), 0};
        },
        [](auto const& l, auto&) {
            std::string out = "\xff\xfe";
            for (char c : text_of(l))
                out += {c, '\0'};
            return Mistake{"written as UTF-16", out, 0};
        },
        [](auto const& l, auto&) {
            auto text = text_of(l);
            std::ranges::replace(text, '\n', ' ');
            return Mistake{"all in one line", "a = 1 " + text, 1};
        },
        [](auto const& l, auto&) { return Mistake{"larger than any configuration", text_of(l) + std::string(2 << 20, '\n'), 0}; },
        [](auto const&, auto& r) {
            std::string out(4096, '\0');
            for (char& c : out)
                c = char(r());
            return Mistake{"a picture, say", "\x89PNG\n" + out, 0};
        },
    };
}

} // namespace

std::string whole_example(std::string const& path)
{
    std::ifstream file{path};
    std::string out;
    for (std::string line; std::getline(file, line);) {
        bool const setting = line.size() > 1 && line[0] == '#' && line[1] != ' ';
        out += (setting ? line.substr(1) : line) + "\n";
    }
    return out;
}

std::vector<Mistake> mistakes_in(std::string const& good, std::size_t count, std::mt19937& random)
{
    auto const lines = lines_of(good);
    auto slips = slips_of_hands();
    std::ranges::move(slips_of_machines(), std::back_inserter(slips));
    std::vector<Mistake> out;
    for (std::size_t i = 0; i < count; ++i)
        out.push_back(slips[i % slips.size()](lines, random));
    return out;
}

} // namespace vitrail::test
