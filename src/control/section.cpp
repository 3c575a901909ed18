#include "section.hpp"

#include <algorithm>
#include <format>
#include <numeric>

namespace vitrail {

namespace {

/// How many letters must be changed, added or left out to come from one to the other (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

void Findings::add(toml::source_region const& where, std::string const& what)
{
    auto text = std::format("{}:{}: {}", file_, where.begin.line, what);
    // A finding is a line, and no escape sequence of a file reaches a terminal.
    std::ranges::replace_if(text, [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    all_.push_back({where.begin.line, std::move(text)});
}

std::vector<std::string> Findings::take()
{
    std::ranges::stable_sort(all_, {}, &Finding::line);
    std::vector<std::string> out;
    for (auto& f : all_)
        out.push_back(std::move(f.text));
    return out;
}

toml::node const* Section::find(std::string_view key)
{
    known_.emplace_back(key);
    return table_.get(key);
}

/// In a survey every table is there, and empty.
toml::node const* Section::find_table(std::string_view key)
{
    static toml::table const nothing;
    return findings_.is_survey() ? &nothing : find(key);
}

std::string Section::path_of(std::string_view key) const
{
    return (name_.empty() ? "" : name_ + ".") + quoted_key(key);
}

std::vector<std::string> Section::keys() const
{
    if (findings_.is_survey())
        return {"NAME"};
    std::vector<std::string> out;
    for (auto const& [key, node] : table_)
        out.emplace_back(key.str());
    return out;
}

std::vector<std::string> Section::tables_of_names(std::span<char const* const> usual, std::string_view what)
{
    constexpr std::size_t a_slip = 2; // letters
    if (findings_.is_survey())
        return {"NAME"};
    std::vector<std::string> out;
    for (auto const& [key, node] : table_) {
        auto const name = key.str();
        if (!node.is_table() || std::ranges::contains(known_, name))
            continue;
        out.emplace_back(name);
        auto const far = [&](std::string_view each) { return distance(each, name); };
        auto const nearest = usual.empty() ? name : std::ranges::min(usual, {}, far);
        if (auto const letters = far(nearest); letters > 0 && letters <= a_slip)
            findings_.add(key.source(), std::format("{}: there is no such {}; did you mean {}?", path_of(name), what, nearest));
    }
    return out;
}

void Section::add_finding(std::string const& what)
{
    findings_.add(table_.source(), name_ + ": " + what);
}

/// The nearest name that there is; all of them where none is near.
std::string Section::suggestion(std::string_view unknown) const
{
    auto const far = [&](std::string const& name) { return distance(name, unknown); };
    auto const nearest = std::ranges::min(known_, {}, far);
    if (far(nearest) <= std::max<std::size_t>(2, nearest.size() / 2))
        return std::format("did you mean {}?", nearest);
    std::string all;
    for (auto const& name : known_)
        all += (all.empty() ? "" : ", ") + name;
    return "there are " + all;
}

void Section::report_unknown()
{
    for (auto const& [key, node] : table_) {
        if (std::ranges::contains(known_, key.str()))
            continue;
        auto const kind = name_.empty() ? "table" : "setting";
        findings_.add(key.source(),
                      std::format("{}: there is no such {}; {}", path_of(key.str()), kind, suggestion(key.str())));
    }
}

} // namespace vitrail
