#include "choices.hpp"

#include <array>
#include <climits>
#include <fcntl.h>
#include <iterator>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace vitrail::test {

namespace {

using Named = std::pair<std::string_view, std::uint32_t>;

constexpr int memory_size = 16'384; // of the usual file: a picture of 64 x 64

/// What fits an argument of this name.
constexpr Named usual[]{
    {"width", 64}, {"height", 64}, {"stride", 256}, {"size", memory_size}, {"format", 1}, {"scale", 1}, {"x", 0}, {"y", 0},
    {"button", 0x110}, {"key", 30}, {"state", 1}, {"tv_nsec", 1000}, {"workspaces", 1}, {"touch_id", 1}, {"rate", 25},
    {"delay", 600}, {"x_extent", 320}, {"y_extent", 240}, {"min_width", 1}, {"min_height", 1}, {"timeout", 1000},
    {"caps", 3}, {"version", 1}, {"plane_idx", 0}, {"refresh", 50'000}, {"zone", 8}, {"anchor", 5}, {"axis", 0},
};

constexpr std::array<std::uint32_t, 31> limits{
    0, 1, UINT32_MAX, 2, INT_MAX, std::uint32_t(INT_MIN), 255, 256, 32'767, 32'768, 65'535, 65'536, std::uint32_t(-32'768),
    4096, memory_size, memory_size + 1, 3, 4, 7, 8, 15, 16, 100, 1000, 0x3231564e /* NV12 */, 0x34325258 /* XR24 */,
    1U << 24, 1U << 30, INT_MAX - 1, std::uint32_t(INT_MIN + 1), 0xaaaaaaaa};

constexpr std::string_view texts[]{
    "test", "", "text/plain", "text/plain;charset=utf-8", "HEADLESS-1", "HEADLESS-2", "org.example.Application",
    "\xfe\xff\xc0\x80", "%s%n%x", "../../../etc", "x\ny\tz", "\xf0\x9f\xa6\x8a fox", "image/png", "firefox", "1"};

constexpr std::string_view keymap = "xkb_keymap {\n"
                                    "xkb_keycodes { minimum = 8; maximum = 255; <AC01> = 38; <LFSH> = 50; };\n"
                                    "xkb_types { type \"ONE_LEVEL\" { modifiers = none; level_name[1] = \"Any\"; }; };\n"
                                    "xkb_compatibility { interpret Any { action = NoAction(); }; };\n"
                                    "xkb_symbols { key <AC01> { [ a ] }; key <LFSH> { [ Shift_L ] }; };\n"
                                    "};\n";

Fd memory(std::string_view content, long size)
{
    Fd out{memfd_create("vitrail-fuzz", MFD_CLOEXEC)};
    if (!content.empty() && pwrite(out.get(), content.data(), content.size(), 0) < 0)
        return {};
    return ftruncate(out.get(), size) == 0 ? std::move(out) : Fd{};
}

/// One end of a pipe or of a pair of sockets; the other one is closed.
Fd end_of(std::array<int, 2> const& ends, std::size_t which)
{
    Fd const other{ends[1 - which]};
    return Fd{ends[which]};
}

Fd pipe_end(std::size_t which)
{
    std::array<int, 2> ends{};
    return pipe2(ends.data(), O_CLOEXEC) == 0 ? end_of(ends, which) : Fd{};
}

Fd socket_end()
{
    std::array<int, 2> ends{};
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0 ? end_of(ends, 0) : Fd{};
}

/// A socket that listens, as sandboxes hand over.
Fd listener()
{
    Fd out{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr const nameless{.sa_family = AF_UNIX, .sa_data = {}};
    std::ignore = ::bind(out.get(), &nameless, sizeof nameless.sa_family); // the kernel chooses
    std::ignore = ::listen(out.get(), 1);
    return out;
}

} // namespace

std::uint32_t number_for(ProtocolArgument const& argument, std::uint8_t choice)
{
    std::uint32_t const unit = argument.kind == 'f' ? 256 : 1;
    if (choice == 0) {
        for (auto const& [name, value] : usual)
            if (argument.name == name)
                return value * unit;
        return argument.values.empty() ? 0 : argument.values.front();
    }
    if (choice <= limits.size())
        return limits[choice - 1U];
    if (choice < 128 && !argument.values.empty())
        return argument.values[choice % argument.values.size()];
    return std::uint32_t(choice % 2 ? choice - 160 : choice / 2) * unit;
}

std::optional<std::string> text_for(ProtocolArgument const& argument, std::uint8_t choice)
{
    if (choice == 255 && argument.nullable)
        return std::nullopt;
    if (choice >= 240)
        return std::string(3000, char(choice)); // nearly as long as a message can be
    return std::string{texts[choice % std::size(texts)]};
}

std::vector<std::uint8_t> array_for(std::uint8_t choice)
{
    constexpr std::size_t sizes[]{0, 4, 8, 12, 7, 1, 1024, 2048};
    return std::vector<std::uint8_t>(sizes[choice % std::size(sizes)], std::uint8_t(choice / 8));
}

Fd descriptor_for(std::string_view request, std::uint8_t choice)
{
    bool const of_keyboard = request == "keymap";
    switch (choice % 16) {
    case 1: return memory({}, 0);
    case 2: return memory({}, 100);
    case 3: return memory({}, 1L << 32);
    case 4: return pipe_end(0);
    case 5: return pipe_end(1);
    case 6: return socket_end();
    case 7: return Fd{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    case 8: return Fd{::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    case 9: return Fd{eventfd(0, EFD_CLOEXEC)};
    case 10: return listener();
    case 11: return memory(keymap, memory_size);
    case 12: return Fd{::open("/proc/self/exe", O_RDONLY | O_CLOEXEC)};
    default: return of_keyboard ? memory(keymap, memory_size) : memory({}, memory_size);
    }
}

} // namespace vitrail::test
