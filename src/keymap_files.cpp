#include "keymap_files.hpp"

#include "base/fd.hpp"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace vitrail {

namespace {

constexpr std::size_t longest_keymap = 1024 * 1024; // a tenth of that is usual

/// As long as it is said to be; what is missing is zero, and no keymap.
Fd copy_of(int file, std::size_t size)
{
    Fd copy{memfd_create("vitrail-keymap", MFD_CLOEXEC)};
    if (!copy || ftruncate(copy.get(), off_t(size)) != 0)
        return {};
    std::array<char, 16 * 1024> piece{};
    for (std::size_t at = 0; at < std::min(size, longest_keymap);) {
        auto const got = pread(file, piece.data(), std::min(piece.size(), size - at), off_t(at));
        if (got <= 0 || pwrite(copy.get(), piece.data(), std::size_t(got), off_t(at)) != got)
            break;
        at += std::size_t(got);
    }
    return copy;
}

/// wlroots finds the copy where the client's file was.
void look_at_keymap(Message const& message)
{
    int const file = message.arguments[1].h;
    if (auto const copy = copy_of(file, message.arguments[2].u))
        dup3(copy.get(), file, O_CLOEXEC);
    else
        ::close(file); // and says that it cannot be mapped
}

} // namespace

KeymapFiles::KeymapFiles(MessageLog& messages)
{
    messages.on_request("keymap", {"zwp_virtual_keyboard_v1"}, look_at_keymap);
}

} // namespace vitrail
