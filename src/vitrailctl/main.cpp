// vitrailctl: asks a running Vitrail. What it may be asked, and what it answers, is in docs/control.md.

#include "connection.hpp"
#include "table.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

using namespace vitrail;
using namespace vitrail::ctl;
using Json = nlohmann::json;

constexpr int exit_failure = 1; // nobody answered, or not to our question
constexpr int exit_usage = 2;
constexpr int exit_mistakes = 3; // in the configuration
constexpr std::chrono::seconds patience{5};

/// What the command line said.
struct Wish {
    std::filesystem::path socket;
    std::string request; // empty: the version
    std::string output, use;
    bool json = false, watch = false;
};

int failed(std::string const& message)
{
    std::fprintf(stderr, "vitrailctl: %s\n", message.c_str());
    return exit_failure;
}

std::size_t terminal_width()
{
    constexpr std::size_t usual = 100;
    winsize size{};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual;
}

std::string request_of(Wish const& wish)
{
    Json out{{"request", wish.request}};
    if (wish.request == "why" && !wish.output.empty())
        out["output"] = wish.output;
    if (wish.watch)
        out["watch"] = true;
    if (!wish.use.empty())
        out["use"] = wish.use;
    return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string for_a_person(Wish const& wish, Json const& answer)
{
    if (wish.request == "why")
        return why_table(answer, terminal_width());
    if (wish.request == "outputs")
        return outputs_table(answer, terminal_width());
    if (wish.request == "privacy")
        return privacy_table(answer, terminal_width());
    if (wish.request == "planes")
        return answer.at("use").get<std::string>() + "\n";
    if (wish.request == "inputs")
        return inputs_text(answer);
    if (wish.request == "reload")
        return reload_text(answer);
    return "vitrail " + answer.at("vitrail").get<std::string>() + "\n";
}

/// Prints one answer. The status to exit with, nothing while all is well.
std::optional<int> print(Wish const& wish, std::string const& line)
{
    auto const answer = Json::parse(line);
    if (answer.at("type") == "error")
        return failed(answer.at("message").get<std::string>());
    std::fputs((wish.json ? line + "\n" : for_a_person(wish, answer)).c_str(), stdout);
    if (std::fflush(stdout) != 0)
        return exit_failure; // who read us has gone
    if (wish.request == "reload" && !answer.at("applied").get<bool>())
        return exit_mistakes;
    return std::nullopt;
}

int ask(Wish const& wish)
{
    auto const path = socket_path(wish.socket);
    if (!path)
        return failed(path.error().message);
    auto connection = Line::open(*path);
    if (!connection)
        return failed(connection.error().message);
    if (auto const said = connection->say(request_of(wish)); !said)
        return failed(said.error().message);
    auto line = connection->hear(patience);
    for (;; line = connection->hear(std::nullopt)) {
        if (!line)
            return failed(line.error().message);
        if (auto const status = print(wish, *line))
            return *status;
        if (!wish.watch)
            return 0;
    }
}

void describe(CLI::App& app, Wish& wish)
{
    app.set_version_flag("--version", "vitrailctl " VITRAIL_VERSION);
    app.require_subcommand(1);
    app.add_option("--socket", wish.socket, "the socket of the Vitrail to ask")->type_name("PATH");
    auto* why = app.add_subcommand("why", "which way each surface goes to the screen, and why");
    why->add_option("OUTPUT", wish.output, "only this output, such as HDMI-A-1");
    why->add_flag("--watch", wish.watch, "again whenever it changes");
    auto* outputs = app.add_subcommand("outputs", "what each output is and has done");
    auto* planes = app.add_subcommand("planes", "which planes may be used; without USE: which are");
    planes->add_option("USE", wish.use, "all, primary or none; until Vitrail ends or reads its configuration again")
        ->check(CLI::IsMember({"all", "primary", "none"}));
    auto* inputs = app.add_subcommand("inputs", "the input devices: what they are called, how they are set");
    auto* privacy = app.add_subcommand("privacy", "which programs see others, make input or look into the clipboard");
    auto* reload = app.add_subcommand("reload", "has the configuration read again, and prints what is wrong in it");
    auto* version = app.add_subcommand("version", "the version of the Vitrail that runs");
    for (auto* each : {why, outputs, inputs, planes, privacy, reload, version}) {
        each->add_flag("--json", wish.json, "as Vitrail says it: a line of JSON");
        each->callback([&wish, each] { wish.request = each->get_name(); });
    }
}

} // namespace

int main(int argc, char** argv)
{
    Wish wish;
    CLI::App app{"Asks a running Vitrail what it shows in which way, and why.", "vitrailctl"};
    describe(app, wish);
    try {
        app.parse(argc, argv);
        return ask(wish);
    } catch (CLI::Success const& done) {
        return app.exit(done);
    } catch (CLI::ParseError const& error) {
        std::fprintf(stderr, "vitrailctl: %s (try vitrailctl --help)\n", error.what());
        return exit_usage;
    } catch (nlohmann::json::exception const&) {
        return failed("the answer is not one that this vitrailctl understands; is Vitrail of another version?");
    }
}
