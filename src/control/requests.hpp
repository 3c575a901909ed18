#pragma once

#include "control/lines.hpp"
#include "json.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace vitrail {

class Output;
class Control;
class OutputManager;
class Seat;
class Shell;

/// What can be asked over the control socket, and the answers (docs/control.md). Knows nothing of connections.
class Requests {
public:
    struct Answer {
        Json line;
        /// It wants to hear of changes, too: of this output, or (empty) of all.
        std::optional<std::string> watch{};
    };

    /// `face` is asked what others know, and to read the configuration again.
    Requests(Control const& face, OutputManager& outputs, Seat const& seat, Shell const& shell, std::string version)
        : face_{face}, outputs_{outputs}, seat_{seat}, shell_{shell}, version_{std::move(version)}
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
    [[nodiscard]] Answer privacy(Json const& request);
    [[nodiscard]] Answer inputs(Json const& request);
    [[nodiscard]] Answer reload(Json const& request);
    [[nodiscard]] Answer version(Json const& request);
    [[nodiscard]] Output* find(std::string_view connector) const;

    Control const& face_;
    OutputManager& outputs_;
    Seat const& seat_;
    Shell const& shell_;
    std::string version_;
};

} // namespace vitrail
