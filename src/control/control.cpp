#include "control/control.hpp"

#include "base/idle_call.hpp"
#include "base/unix_listener.hpp"
#include "connection.hpp"
#include "output/output_manager.hpp"
#include "requests.hpp"

#include <cstdlib>
#include <format>
#include <unordered_map>
#include <vector>

namespace vitrail {

namespace {

constexpr std::size_t most_connections = 32;

/// What one connection wants to hear of.
struct Watch {
    std::string output;            // empty: all
    std::set<std::string> told;    // the outputs that it knows
    std::set<std::string> changed; // since it was told

    [[nodiscard]] bool is_about(std::string_view name) const { return output.empty() || output == name; }
};

} // namespace

struct Control::Parts {
    OutputManager& outputs;
    EventLoop& loop;
    Requests requests;
    std::vector<std::unique_ptr<Connection>> connections{};
    std::unordered_map<Connection*, Watch> watches{};
    std::unique_ptr<UnixListener> socket{};
    IdleCall later; // no connection ends while it speaks; and a frame is not kept waiting by who watches it

    Parts(Control const& face, EventLoop& l, OutputManager& o, Seat const& seat, Shell const& shell, std::string version)
        : outputs{o}, loop{l}, requests{face, o, seat, shell, std::move(version)}, later{l.c(), [this] { follow_up(); }}
    {
    }

    void answer(Connection& peer, LineReader::Line const& line)
    {
        auto const answer = requests.answer(line);
        peer.send(line_of(answer.line));
        if (answer.watch)
            watches[&peer] = {.output = *answer.watch, .told = names_for(*answer.watch), .changed = {}};
    }

    [[nodiscard]] std::set<std::string> names_for(std::string const& wanted) const
    {
        std::set<std::string> out;
        for (auto const* output : outputs.active())
            if (wanted.empty() || wanted == output->identity().connector)
                out.insert(output->identity().connector);
        return out;
    }

    void follow_up()
    {
        std::erase_if(watches, [](auto const& entry) { return entry.first->closed(); });
        std::erase_if(connections, [](auto const& connection) { return connection->closed(); });
        for (auto& [peer, watch] : watches)
            tell(*peer, watch);
    }

    /// Who has not read the last line yet is told when it has: of how things are then.
    void tell(Connection& peer, Watch& watch)
    {
        if (watch.changed.empty() || peer.busy())
            return;
        peer.send(line_of(requests.news(std::exchange(watch.changed, {}))));
        watch.told = names_for(watch.output);
    }
};

Control::Control(EventLoop& loop, OutputManager& outputs, Seat const& seat, Shell const& shell, std::string version)
    : parts_{std::make_unique<Parts>(*this, loop, outputs, seat, shell, std::move(version))}
{
}

Control::~Control() = default;

Result<std::filesystem::path> Control::listen(std::string_view display)
{
    char const* folder = std::getenv("XDG_RUNTIME_DIR");
    if (!folder || !*folder)
        return fail("no-control-socket", "no socket for vitrailctl: XDG_RUNTIME_DIR is not set");
    auto path = std::filesystem::path{folder} / std::format("vitrail-{}.sock", display);
    auto socket = UnixListener::open(parts_->loop, path, [this](Fd peer) { adopt(std::move(peer)); });
    if (!socket)
        return std::unexpected{socket.error()};
    parts_->socket = std::move(*socket);
    return path;
}

void Control::adopt(Fd peer)
{
    auto& all = parts_->connections;
    auto connection = std::make_unique<Connection>(parts_->loop, std::move(peer), Connection::Events{
        .line = [this](Connection& from, LineReader::Line const& line) { parts_->answer(from, line); },
        .quiet = [this] { parts_->later.ask(); },
    });
    if (all.size() < most_connections)
        all.push_back(std::move(connection));
    else
        connection->send(line_of({{"type", "error"}, {"code", "too-many"}, {"message", "too many programs are connected"}}));
}

void Control::placements_changed(Output const& output)
{
    auto const& name = output.identity().connector;
    for (auto& [peer, watch] : parts_->watches)
        if (watch.is_about(name)) {
            watch.changed.insert(name);
            parts_->later.ask();
        }
}

void Control::outputs_changed()
{
    for (auto& [peer, watch] : parts_->watches) {
        auto const now = parts_->names_for(watch.output);
        for (auto const& name : watch.told)
            if (!now.contains(name)) {
                watch.changed.insert(name);
                parts_->later.ask();
            }
    }
}

} // namespace vitrail
