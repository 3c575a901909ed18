// Fuzzes the whole server, through its protocols. An input is a list of steps (step.hpp).

#include "fuzz_world.hpp"
#include "target.hpp"

#include <cstdlib>
#include <filesystem>
#include <format>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <tuple>

namespace vitrail::test {

namespace {

constexpr int inputs_of_a_world = 100; // a new one costs as much as ten inputs; and its end is tried as well

/// What each open descriptor is, as the kernel names it.
std::map<int, std::string> open_descriptors()
{
    std::map<int, std::string> out;
    std::error_code gone; // the one that reads the folder
    for (auto const& entry : std::filesystem::directory_iterator{"/proc/self/fd"})
        if (auto const what = std::filesystem::read_symlink(entry, gone); !gone && what.string() != "/proc/self/fd")
            out[std::atoi(entry.path().filename().c_str())] = what;
    return out;
}

struct Tally {
    std::unique_ptr<FuzzWorld> world;
    int inputs = 0;      // of this world
    std::map<int, std::string> descriptors; // before it
    std::uint64_t messages = 0, all_inputs = 0, worlds = 0;

    void begin()
    {
        descriptors = open_descriptors();
        world = std::make_unique<FuzzWorld>();
        inputs = 0;
        ++worlds;
    }
    /// What is wrong then: a world keeps nothing.
    std::string end()
    {
        messages += world->messages();
        world.reset();
        std::string left;
        for (auto const& [fd, what] : open_descriptors())
            if (!descriptors.contains(fd) && what != "/dev/urandom") // which wlroots opens once, when it needs a token
                left += std::format(" {} ({})", fd, what);
        return left.empty() ? left : "a world left descriptors open:" + left;
    }
};

Tally& tally()
{
    static Tally all;
    return all;
}

} // namespace

std::string fuzz_one(std::span<std::uint8_t const> input)
{
    auto& now = tally();
    if (!now.world)
        now.begin();
    auto wrong = now.world->live(steps_of(input));
    ++now.all_inputs;
    if (++now.inputs == inputs_of_a_world || !now.world->as_new())
        if (auto const left = now.end(); wrong.empty())
            wrong = left;
    return wrong;
}

Bytes mutated(Bytes input, unsigned seed)
{
    std::minstd_rand random{seed};
    auto steps = steps_of(input);
    mutate(steps, random);
    return bytes_of(steps);
}

Bytes crossed(Bytes const& first, Bytes const& second, unsigned seed)
{
    std::minstd_rand random{seed};
    return bytes_of(crossed(steps_of(first), steps_of(second), random));
}

Bytes from_file(std::string const& text) { return bytes_of(steps_of_text(text)); }

std::string readable(std::span<std::uint8_t const> input) { return text_of(steps_of(input)); }

std::string summary()
{
    auto& now = tally();
    if (now.world)
        std::ignore = now.end();
    return std::format("{} messages in {} inputs, {} servers", now.messages, now.all_inputs, now.worlds);
}

} // namespace vitrail::test
