// The bytes of a FuzzClient: out, and in.

#include "behaviour.hpp"
#include "fuzz_client.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <utility>

namespace vitrail::test {

namespace {

constexpr std::uint32_t display_id = 1;
constexpr std::size_t most_descriptors = 28; // of one message, for libwayland

/// Closes what came along; nothing here reads a file.
void close_descriptors(msghdr& message)
{
    for (auto* header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        for (std::size_t at = 0; at + sizeof(int) <= header->cmsg_len - CMSG_LEN(0); at += sizeof(int)) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(header) + at, sizeof fd);
            Fd const gone{fd};
        }
    }
}

std::uint32_t words_of_bytes(std::uint32_t bytes) { return (bytes + 3) / 4; }

} // namespace

void FuzzClient::say_garbage(Step const& step)
{
    std::array<std::uint32_t, 4> words{step.object, 0, step.choices[2], step.choices[3] * 0x01010101U};
    auto const size = step.choices[0] < 128 ? 8U + step.choices[0] % 3U * 4 : step.choices[0] * 16U;
    words[1] = size << 16 | step.choices[1] % 24U;
    send(words.data(), std::min<std::size_t>(size, sizeof words), {});
}

void FuzzClient::send(void const* bytes, std::size_t size, std::span<int const> descriptors)
{
    iovec part{.iov_base = const_cast<void*>(bytes), .iov_len = size};
    alignas(cmsghdr) char control[CMSG_SPACE(most_descriptors * sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = control;
        message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        auto* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size_bytes());
    }
    while (!ended_ && part.iov_len > 0) {
        auto const done = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (done < 0 && errno == EAGAIN) {
            settle_();
            continue;
        }
        ended_ = done < 0;
        if (ended_)
            return;
        part = {.iov_base = static_cast<char*>(part.iov_base) + done, .iov_len = part.iov_len - std::size_t(done)};
        message.msg_control = nullptr;
        message.msg_controllen = 0;
    }
}

void FuzzClient::listen()
{
    std::uint32_t words[4096];
    alignas(cmsghdr) char control[CMSG_SPACE(most_descriptors * sizeof(int))];
    for (;;) {
        iovec part{.iov_base = words, .iov_len = sizeof words};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        auto const got = ::recvmsg(fd_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
        if (got <= 0) {
            ended_ |= got == 0 || errno != EAGAIN;
            break;
        }
        close_descriptors(message);
        heard_.insert(heard_.end(), words, words + got / 4);
    }
    std::size_t at = 0;
    while (at + 2 <= heard_.size()) {
        auto const size = heard_[at + 1] >> 16;
        if (size < 8 || at + size / 4 > heard_.size())
            break;
        take_event(std::span{heard_}.subspan(at, size / 4));
        at += size / 4;
    }
    heard_.erase(heard_.begin(), heard_.begin() + std::ptrdiff_t(at));
}

void FuzzClient::take_event(std::span<std::uint32_t const> words)
{
    ++messages_;
    auto const object = objects_.find(words[0]);
    if (object == objects_.end())
        return; // destroyed meanwhile
    auto const& interface = protocol_interfaces()[std::size_t(object->second.interface)];
    auto const number = words[1] & 0xffff;
    if (number >= interface.events.size())
        return;
    auto const& event = interface.events[number];
    auto const arguments = words.subspan(2);
    auto const kind = std::uint32_t(object->second.interface) << 8 | number;
    saw(last_request_, words[0] == display_id && number == 0 ? kind + (arguments[1] << 16) : kind); // an error has a code
    saw(std::exchange(last_event_, kind), kind);
    if (words[0] == display_id && event.name == "delete_id")
        drop(arguments[0]);
    else if (words[0] == display_id && error_.empty())
        error_ = reinterpret_cast<char const*>(&arguments[3]); // object, code, length, text
    else if (interface.name == "wl_registry" && event.name == "global") {
        auto const* text = reinterpret_cast<char const*>(&arguments[2]);
        auto const version = arguments[2 + words_of_bytes(arguments[1])];
        globals_.push_back({arguments[0], protocol_interface(text), int(version), text});
    } else if (interface.name == "wl_registry")
        std::erase_if(globals_, [&](auto const& each) { return each.name == arguments[0]; });
    else
        take_arguments(event, object->second, arguments);
}

/// Serials are remembered, and objects that the server makes.
void FuzzClient::take_arguments(ProtocolMessage const& event, Object from, std::span<std::uint32_t const> words)
{
    for (auto const& argument : event.arguments) {
        if (argument.kind == 'h')
            continue;
        if (words.empty())
            return;
        auto const word = words.front();
        words = words.subspan(1);
        if (argument.name == "serial")
            serials_[from.interface] = last_serial_ = word;
        if (argument.kind == 'n' && argument.interface >= 0) {
            objects_[word] = {argument.interface, from.version};
            by_interface_[std::size_t(argument.interface)].push_back(word);
        }
        if (argument.kind == 's' || argument.kind == 'a')
            words = words.subspan(std::min<std::size_t>(words.size(), words_of_bytes(word)));
    }
}

} // namespace vitrail::test
