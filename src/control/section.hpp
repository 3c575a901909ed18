#pragma once

#include "toml.hpp"
#include "values.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace vitrail {

/// What is wrong in one file; lines come out in its order.
class Findings {
public:
    explicit Findings(std::string_view file) : file_{file} {}

    void add(toml::source_region const& where, std::string const& what);
    [[nodiscard]] std::vector<std::string> take();

private:
    struct Finding {
        std::size_t line;
        std::string text;
    };
    std::string file_;
    std::vector<Finding> all_;
};

/// One table of the file while it is read: each setting is taken once; what nobody took is unknown.
class Section {
public:
    /// `name` as findings call it: "keyboard"; empty for the file itself.
    Section(toml::table const& table, std::string name, Findings& findings)
        : table_{table}, name_{std::move(name)}, findings_{findings}
    {
    }

    /// The setting `key`, if the file has it, as `parse` reads it; `before` where it cannot.
    template <class T> void take(std::string_view key, T& value, T const& before, auto const& parse)
    {
        auto const* node = find(key);
        if (!node)
            return;
        if (auto parsed = parse(*node)) {
            value = std::move(*parsed);
        } else {
            value = before;
            findings_.add(node->source(), path_of(key) + ": " + parsed.error());
        }
    }

    /// The table `key` in this one, if the file has it, as `read` takes it. Anything else of that name is a finding and
    /// leaves `before`; `remedy` completes "write …".
    template <class T>
    void table(std::string_view key, T& value, T const& before, auto const& read, std::string_view remedy)
    {
        auto const* node = find(key);
        if (!node)
            return;
        if (auto const* below = node->as_table()) {
            read(Section{*below, path_of(key), findings_}, value, before);
        } else {
            value = before;
            findings_.add(node->source(), path_of(key) + ": " + shown(*node) + " is not a table; write " + std::string{remedy});
        }
    }
    /// The tables [[key]], in order; `before` has the n-th one's values of the time before. Anything else of that name is a
    /// finding.
    template <class T>
    void tables(std::string_view key, std::vector<T>& out, std::vector<T> const& before, auto const& read,
                std::string_view remedy)
    {
        auto const* node = find(key);
        if (!node)
            return;
        auto const* all = node->as_array();
        if (!all || !all->is_array_of_tables()) {
            out = before;
            return findings_.add(node->source(), path_of(key) + ": " + shown(*node) + " is not a list of tables; write " + std::string{remedy});
        }
        for (std::size_t i = 0; i < all->size(); ++i)
            read(Section{*(*all)[i].as_table(), path_of(key), findings_}, out.emplace_back(),
                 i < before.size() ? before[i] : T{});
    }
    /// All keys, for tables whose keys the user chooses.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// A finding about the section itself.
    void add_finding(std::string const& what);
    /// Reports what nobody took, with the nearest name that there is.
    void report_unknown();

private:
    [[nodiscard]] toml::node const* find(std::string_view key);
    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] std::string suggestion(std::string_view unknown) const;

    toml::table const& table_;
    std::string name_;
    Findings& findings_;
    std::vector<std::string> known_;
};

} // namespace vitrail
