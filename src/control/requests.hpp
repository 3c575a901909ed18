#pragma once

#include "control/lines.hpp"
#include "json.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace vitrail {

class Output;
class OutputManager;
class Shell;

/// What can be asked over the control socket, and the answers (docs/control.md). Knows nothing of connections.
class Requests {
public:
    struct Answer {
        Json line;
        /// It wants to hear of changes, too: of this output, or (empty) of all.
        std::optional<std::string> watch{};
    };

    Requests(OutputManager& outputs, Shell const& shell, std::string version)
        : outputs_{outputs}, shell_{shell}, version_{std::move(version)}
    {
    }

    /// Always an answer: one that says what is wrong, if anything is.
    [[nodiscard]] Answer answer(LineReader::Line const& line);
    /// The line for who watches: these outputs changed, or went.
    [[nodiscard]] Json news(std::set<std::string> const& outputs) const;

private:
    [[nodiscard]] Answer why(Json const& request);
    [[nodiscard]] Answer stats(Json const& request);
    [[nodiscard]] Answer planes(Json const& request);
    [[nodiscard]] Answer version(Json const& request);
    [[nodiscard]] Output* find(std::string_view connector) const;

    OutputManager& outputs_;
    Shell const& shell_;
    std::string version_;
};

} // namespace vitrail
