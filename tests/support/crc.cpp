#include "crc.hpp"
#include "kms_state.hpp"

#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <format>
#include <fstream>
#include <poll.h>
#include <stdexcept>

namespace vitrail::test {

Crc::Crc(int crtc)
{
    auto const folder = kms_debug_folder() / std::format("crtc-{}", crtc) / "crc";
    if (!(std::ofstream{folder / "control"} << "auto" << std::flush))
        throw std::runtime_error{folder.string() + ": no checksums"};
    data_ = Fd{open((folder / "data").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    if (!data_)
        throw std::runtime_error{std::format("{}: {} (is the display on?)", folder.string(), std::strerror(errno))};
}

Crc::Frame Crc::next()
{
    // The kernel hands out one line a read: the frame's number, then the sum.
    pollfd ready{.fd = data_.get(), .events = POLLIN, .revents = 0};
    char line[64] = {};
    Frame out{};
    if (poll(&ready, 1, 2000) != 1 || read(data_.get(), line, sizeof line - 1) <= 0
        || std::sscanf(line, "%x %x", &out.number, &out.value) != 2)
        throw std::runtime_error{"no checksum for two seconds: the display shows no frames"};
    return out;
}

Crc::Frame Crc::fresh()
{
    char line[64];
    while (read(data_.get(), line, sizeof line) > 0) { }
    // The first to come may have been begun before.
    [[maybe_unused]] auto const begun = next();
    return next();
}

std::uint32_t crc_now(int crtc)
{
    return Crc{crtc}.fresh().value;
}

} // namespace vitrail::test
