#pragma once

#include "toml.hpp"
#include "values.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// What is wrong in one file; lines come out in its order.
class Findings {
public:
    /// A survey takes a file to have every table there can be, and those of the user's own names once, by the name NAME.
    enum class Survey { No, Yes };

    explicit Findings(std::string_view file, Survey survey = Survey::No) : file_{file}, survey_{survey == Survey::Yes} {}

    [[nodiscard]] bool is_survey() const { return survey_; }

    void add(toml::source_region const& where, std::string const& what);
    [[nodiscard]] std::vector<std::string> take();
    /// A setting was looked for, there or not: "keyboard.layout".
    void note_setting(std::string path) { settings_.insert(std::move(path)); }
    [[nodiscard]] std::set<std::string> const& settings() const { return settings_; }

private:
    struct Finding {
        std::size_t line;
        std::string text;
    };
    std::string file_;
    bool survey_;
    std::vector<Finding> all_;
    std::set<std::string> settings_;
};

/// One table of the file while it is read: each setting is taken once; what nobody took is unknown.
class Section {
public:
    /// `name` as findings call it: "keyboard"; empty for the file itself.
    Section(toml::table const& table, std::string name, Findings& findings)
        : table_{table}, name_{std::move(name)}, findings_{findings}
    {
    }

    /// The setting `key`, if the file has it, as `parse` reads it. One that it cannot read is a finding and leaves `value`.
    /// Whether it was there and right.
    template <class T> bool take(std::string_view key, T& value, auto const& parse)
    {
        findings_.note_setting(path_of(key));
        auto const* node = find(key);
        if (!node)
            return false;
        auto parsed = parse(*node);
        if (parsed)
            value = std::move(*parsed);
        else
            findings_.add(node->source(), path_of(key) + ": " + parsed.error());
        return parsed.has_value();
    }

    /// The table `key` in this one, if the file has it, as `read` takes it. Anything else of that name is a finding;
    /// `remedy` completes "write …".
    template <class T> void table(std::string_view key, T& value, auto const& read, std::string_view remedy)
    {
        auto const* node = find_table(key);
        if (!node)
            return;
        if (auto const* below = node->as_table())
            read(Section{*below, path_of(key), findings_}, value);
        else
            findings_.add(node->source(), path_of(key) + ": " + shown(*node) + " is not a table; write " + std::string{remedy});
    }
    /// The tables [[key]], in order. Anything else of that name is a finding.
    template <class T>
    void tables(std::string_view key, std::vector<T>& out, auto const& read, std::string_view remedy)
    {
        auto const* node = find_table(key);
        if (!node)
            return;
        if (findings_.is_survey())
            return read(Section{*node->as_table(), path_of(key), findings_}, out.emplace_back());
        auto const* all = node->as_array();
        if (!all || !all->is_array_of_tables())
            return findings_.add(node->source(), path_of(key) + ": " + shown(*node) + " is not a list of tables; write " + std::string{remedy});
        for (auto const& each : *all)
            read(Section{*each.as_table(), path_of(key), findings_}, out.emplace_back());
    }
    /// The tables in this one that no setting was called after: their names are the user's, or one of `usual`. A name that is
    /// nearly one of these is a finding; `what` they are completes "there is no such …".
    [[nodiscard]] std::vector<std::string> tables_of_names(std::span<char const* const> usual, std::string_view what);

    /// Does the file say anything by this name, right or wrong?
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
    /// All keys, for tables whose keys the user chooses.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// A finding about the section itself.
    void add_finding(std::string const& what);
    /// Reports what nobody took, with the nearest name that there is.
    void report_unknown();

private:
    [[nodiscard]] toml::node const* find(std::string_view key);
    [[nodiscard]] toml::node const* find_table(std::string_view key);
    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] std::string suggestion(std::string_view unknown) const;

    toml::table const& table_;
    std::string name_;
    Findings& findings_;
    std::vector<std::string> known_;
};

} // namespace vitrail
