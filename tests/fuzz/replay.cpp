// FOLDER COUNT: tries every input of a folder, then COUNT others that come of them by chance (VITRAIL_SEED). Says so in TAP.
// --compile FOLDER INTO: writes the folder's inputs as libFuzzer reads them. --print FILE...: what they say, for people.

#include "amount.hpp"
#include "target.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <print>
#include <signal.h>
#include <stdexcept>
#include <unistd.h>

using namespace vitrail::test;

namespace {

Bytes current; // for who looks at a crash

struct Stored {
    std::string name;
    Bytes bytes;
};

std::string content_of(std::filesystem::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<Stored> inputs_in(std::filesystem::path const& folder)
{
    std::vector<Stored> out;
    for (auto const& entry : std::filesystem::directory_iterator{folder})
        out.push_back({entry.path().filename().string(), from_file(content_of(entry.path()))});
    std::ranges::sort(out, {}, &Stored::name);
    if (out.empty())
        throw std::runtime_error{"no inputs in " + folder.string()};
    return out;
}

/// A crash tells which input it was.
void tell_and_die(int signal)
{
    std::println("Bail out! signal {} in this input:\n{}", signal, readable(current));
    std::fflush(stdout);
    _exit(128 + signal);
}

bool try_out(Bytes const& input, int number, std::string const& name)
{
    current = input;
    auto const wrong = fuzz_one(input);
    std::println("{}ok {} - {}", wrong.empty() ? "" : "not ", number, name);
    if (!wrong.empty())
        std::println("# {}\n# {}", wrong, readable(input));
    return wrong.empty();
}

/// A chain of changes, each of what came before, or of two stored ones.
bool try_chances(std::vector<Stored> const& stored, int count, int number)
{
    std::minstd_rand random{first_seed()};
    auto const any = [&]() -> Bytes const& { return stored[random() % stored.size()].bytes; };
    bool good = true;
    for (int i = 0; i < count && good; ++i) {
        current = random() % 2 ? crossed(any(), any(), unsigned(random())) : any();
        for (auto changes = 1 + random() % 8; changes > 0; --changes)
            current = mutated(std::move(current), unsigned(random()));
        auto const wrong = fuzz_one(current);
        good = wrong.empty();
        if (!good)
            std::println("# input {}: {}\n{}", i, wrong, readable(current));
    }
    std::println("{}ok {} - {} inputs by chance, seed {}", good ? "" : "not ", number, count, first_seed());
    return good;
}

int replay(std::filesystem::path const& folder, int count)
{
    for (int const number : {SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGALRM})
        ::signal(number, tell_and_die);
    auto const stored = inputs_in(folder);
    std::println("1..{}", stored.size() + 1);
    int number = 0, failed = 0;
    for (auto const& [name, bytes] : stored)
        failed += !try_out(bytes, ++number, name);
    failed += !try_chances(stored, amount(count), ++number);
    std::println("# {}", summary());
    return failed ? 1 : 0;
}

int compile(std::filesystem::path const& folder, std::filesystem::path const& into)
{
    std::filesystem::create_directories(into);
    for (auto const& [name, bytes] : inputs_in(folder))
        std::ofstream{into / name, std::ios::binary}.write(reinterpret_cast<char const*>(bytes.data()),
                                                           std::streamsize(bytes.size()));
    return 0;
}

} // namespace

int main(int count, char** words)
try {
    std::string const first = count > 1 ? words[1] : "";
    if (first == "--print") {
        for (int i = 2; i < count; ++i) {
            auto const text = content_of(words[i]);
            std::print("# {}\n{}\n", words[i], readable({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}));
        }
        return 0;
    }
    if (count == 4 && first == "--compile")
        return compile(words[2], words[3]);
    if (count == 3)
        return replay(words[1], std::atoi(words[2]));
    std::println(stderr, "usage: {} FOLDER COUNT | --compile FOLDER INTO | --print FILE...", words[0]);
    return 2;
} catch (std::exception const& error) {
    std::println(stderr, "{}", error.what());
    return 2;
}
