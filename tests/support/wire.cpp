#include "wire.hpp"

#include "session.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <wayland-client.h>

namespace vitrail::test {

namespace {

constexpr std::uint32_t display_id = 1;
constexpr std::size_t breath = 64 * 1024; // bytes

void add_text(std::vector<std::uint32_t>& words, std::string_view text)
{
    auto const at = words.size() + 1;
    words.push_back(std::uint32_t(text.size() + 1));
    words.resize(at + (text.size() + 1 + 3) / 4);
    std::memcpy(&words[at], text.data(), text.size());
}

std::uint32_t word_of(WireArgument const& argument)
{
    if (auto const* number = std::get_if<int>(&argument))
        return std::uint32_t(*number);
    if (auto const* number = std::get_if<std::uint32_t>(&argument))
        return *number;
    return std::get<WireObject>(argument).id;
}

int number_of(wl_interface const& interface, std::string_view request)
{
    for (int i = 0; i < interface.method_count; ++i)
        if (interface.methods[i].name == request)
            return i;
    throw std::runtime_error{std::string{interface.name} + " has no request " + std::string{request}};
}

} // namespace

WireClient::WireClient(TestServer& server, TestClient const& guide)
    : server_{server}, guide_{guide}, fd_{server.connect_raw()}
{
    fcntl(fd_, F_SETFL, O_NONBLOCK);
    registry_ = call({display_id, &wl_display_interface}, "get_registry");
}

WireClient::~WireClient() { kill(); }

WireObject WireClient::bind(wl_interface const& interface, std::uint32_t version)
{
    for (auto const& global : guide_.offered()) {
        if (global.interface != interface.name)
            continue;
        WireObject const made{next_id_++, &interface};
        std::vector<std::uint32_t> words{registry_.id, 0, global.name};
        add_text(words, interface.name);
        words.push_back(version);
        words.push_back(made.id);
        words[1] = std::uint32_t(words.size() * 4) << 16;
        send(words.data(), words.size() * 4);
        return made;
    }
    throw std::runtime_error{std::string{"not offered: "} + interface.name};
}

WireObject WireClient::call(WireObject const& object, char const* request, std::vector<WireArgument> const& arguments)
{
    int const opcode = number_of(*object.interface, request);
    auto const& method = object.interface->methods[opcode];
    Words words{.all = {object.id, 0}, .made = {}};
    std::size_t next = 0, kind = 0;
    for (char const* letter = method.signature; *letter; ++letter)
        if (std::string_view{"iufsonah"}.contains(*letter))
            add(words, *letter, method.types[kind++], arguments, next);
    words.all[1] = std::uint32_t(words.all.size() * 4) << 16 | std::uint32_t(opcode);
    send(words.all.data(), words.all.size() * 4, words.fd);
    return words.made;
}

void WireClient::add(Words& words, char kind, wl_interface const* type, std::vector<WireArgument> const& arguments,
                     std::size_t& next)
{
    if (kind == 'n') {
        words.made = {next_id_++, type};
        if (std::string_view{type->name} == "xdg_surface")
            xdg_surface_ = words.made.id;
        words.all.push_back(words.made.id);
        return;
    }
    auto const& argument = arguments.at(next++);
    if (kind == 's')
        add_text(words.all, std::get<std::string>(argument));
    else if (kind == 'h')
        words.fd = std::get<WireDescriptor>(argument).fd;
    else
        words.all.push_back(word_of(argument));
}

void WireClient::send(void const* bytes, std::size_t size, int fd)
{
    iovec part{.iov_base = const_cast<void*>(bytes), .iov_len = size};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fd)]{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    while (!ended_ && part.iov_len > 0) {
        if (fd >= 0) {
            message.msg_control = control;
            message.msg_controllen = sizeof control;
            auto* header = CMSG_FIRSTHDR(&message);
            header->cmsg_level = SOL_SOCKET;
            header->cmsg_type = SCM_RIGHTS;
            header->cmsg_len = CMSG_LEN(sizeof fd);
            std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
        }
        auto const done = ::sendmsg(fd_, &message, MSG_NOSIGNAL);
        if (done < 0 && errno == EAGAIN) {
            settle();
            continue;
        }
        if (done < 0) {
            listen(); // the reason may still be there
            ended_ = true;
            return;
        }
        part = {.iov_base = static_cast<char*>(part.iov_base) + done, .iov_len = part.iov_len - std::size_t(done)};
        message.msg_control = nullptr;
        message.msg_controllen = 0;
        fd = -1;
    }
    sent_ += size;
    if (meanwhile && sent_ >= breath) {
        sent_ = 0;
        meanwhile();
    }
}

void WireClient::settle()
{
    server_.settle();
    if (listens)
        listen();
}

void WireClient::listen()
{
    std::uint32_t words[4096];
    ssize_t got = 0;
    while (fd_ >= 0 && (got = ::recv(fd_, words, sizeof words, 0)) > 0)
        heard_.insert(heard_.end(), words, words + got / 4);
    if (got == 0 || (got < 0 && errno != EAGAIN))
        ended_ = true;
    std::size_t at = 0;
    while (at + 2 <= heard_.size()) {
        auto const size = heard_[at + 1] >> 16;
        if (size < 8 || at + size / 4 > heard_.size())
            break;
        take_event(&heard_[at]);
        at += size / 4;
    }
    heard_.erase(heard_.begin(), heard_.begin() + std::ptrdiff_t(at));
}

/// Only wl_display.error and xdg_surface.configure concern it.
void WireClient::take_event(std::uint32_t const* words)
{
    bool const is_error = words[0] == display_id && (words[1] & 0xffff) == 0;
    if (is_error && !error_)
        error_ = {.object = words[2], .code = words[3], .text = reinterpret_cast<char const*>(&words[5])};
    if (words[0] == xdg_surface_)
        last_serial = words[2];
}

void WireClient::kill()
{
    if (fd_ >= 0)
        ::close(std::exchange(fd_, -1));
}

} // namespace vitrail::test
