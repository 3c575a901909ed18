// Fuzzes the control socket: whatever is written to it, each line gets one line of JSON as its answer.

#include "control/control.hpp"
#include "session.hpp"
#include "text_input.hpp"

#include <algorithm>
#include <cerrno>
#include <format>
#include <memory>
#include <nlohmann/json.hpp>
#include <sys/socket.h>

namespace vitrail::test {

namespace {

/// A desktop with something to tell of.
struct World {
    TestServer server;
    TestWindow window{server.connect(), {.title = "\xff title"}};
    std::uint64_t lines = 0;
};

World& world()
{
    static auto const all = std::make_unique<World>();
    return *all;
}

/// What is there to be read, as far as the connection lasts.
std::string heard(int fd)
{
    std::string out;
    char part[4096];
    for (ssize_t got = 0; (got = ::recv(fd, part, sizeof part, MSG_DONTWAIT)) > 0;) {
        out.append(part, std::size_t(got));
        world().server.settle();
    }
    return out;
}

std::string fault_in(std::string const& answers, long asked)
{
    auto const told = std::ranges::count(answers, '\n');
    if (told < asked)
        return std::format("{} requests got {} answers", asked, told);
    for (std::size_t at = 0, end = 0; (end = answers.find('\n', at)) != std::string::npos; at = end + 1)
        if (!nlohmann::json::accept(answers.begin() + std::ptrdiff_t(at), answers.begin() + std::ptrdiff_t(end)))
            return "an answer is no JSON: " + answers.substr(at, end - at);
    return {};
}

} // namespace

std::string fuzz_one(std::span<std::uint8_t const> input)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return "no pair of sockets";
    Fd const ours{ends[0]};
    auto& server = world().server;
    server.server().control().adopt(Fd{ends[1]});
    auto text = as_text(input);
    auto const asked = std::ranges::count(text, '\n');
    std::string answers;
    while (!text.empty()) {
        auto const done = ::send(ours.get(), text.data(), std::min<std::size_t>(text.size(), 1000), MSG_NOSIGNAL);
        if (done < 0)
            return "it hung up";
        text.remove_prefix(std::size_t(done));
        server.settle();
        answers += heard(ours.get());
    }
    world().window.draw(red); // who watches hears of it
    server.refresh(2);
    answers += heard(ours.get());
    world().lines += std::uint64_t(asked);
    return fault_in(answers, asked);
}

std::string summary() { return std::format("{} requests", world().lines); }

} // namespace vitrail::test
