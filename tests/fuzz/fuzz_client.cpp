#include "fuzz_client.hpp"

#include "choices.hpp"

#include <algorithm>
#include <cstring>
#include <ranges>
#include <utility>

namespace vitrail::test {

namespace {

constexpr std::uint32_t display_id = 1;
constexpr int deepest = 6; // things that are made because another one needs them
constexpr std::uint8_t any_object = 254, no_object = 255; // choices

/// These give a surface its role, which it can have once: they want a new one.
constexpr std::string_view role_makers[]{"get_xdg_surface", "get_layer_surface", "get_lock_surface", "get_subsurface",
                                         "get_input_popup_surface", "get_popup"};

std::vector<std::uint32_t> words_of(std::span<std::uint8_t const> bytes, std::size_t length)
{
    std::vector<std::uint32_t> out(1 + (length + 3) / 4);
    out[0] = std::uint32_t(length);
    if (!bytes.empty())
        std::memcpy(&out[1], bytes.data(), bytes.size());
    return out;
}

} // namespace

struct FuzzClient::Message {
    std::vector<std::uint32_t> words;
    std::vector<Fd> descriptors;
    std::vector<std::uint32_t> named; // objects in it
    std::string_view request;
    int interface; // of its receiver
    int version;
    int depth;
};

FuzzClient::FuzzClient(Fd connection, std::function<void()> settle)
    : fd_{std::move(connection)}, settle_{std::move(settle)}, by_interface_(protocol_interfaces().size())
{
    int const display = protocol_interface("wl_display");
    objects_[display_id] = {display, 1};
    by_interface_[std::size_t(display)].push_back(display_id);
    call(display_id, 1, {}, 0); // get_registry
    settle_();
    listen();
}

FuzzClient::~FuzzClient() = default;

void FuzzClient::say(Word const& request, Step const& step)
{
    auto const object = find(request.interface, step.object, {}, 0);
    if (object)
        call(object, request.request, step.choices, 0);
}

void FuzzClient::call(std::uint32_t object, int request, std::span<std::uint8_t const> choices, int depth)
{
    auto const [interface, version] = objects_.at(object);
    auto const& description = protocol_interfaces()[std::size_t(interface)].requests[std::size_t(request)];
    Message message{.words = {object, 0}, .descriptors = {}, .named = {object}, .request = description.name,
                    .interface = interface, .version = version, .depth = depth};
    auto const choice = [&](std::size_t i) { return i < choices.size() ? choices[i] : std::uint8_t{0}; };
    auto const arguments = description.arguments;
    for (std::size_t i = 0; i < arguments.size(); ++i) // first, because what has to be made for it gets the next numbers
        if (arguments[i].kind == 'o' && !name_object(message, arguments[i], choice(i)))
            return;
    std::size_t named = 1;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (arguments[i].kind == 'o')
            message.words.push_back(message.named[named++]);
        else
            add_argument(message, arguments[i], choice(i));
    message.words[1] = std::uint32_t(message.words.size() * 4) << 16 | std::uint32_t(request);
    last_request_ = ~(std::uint32_t(interface) << 8 | std::uint32_t(request));
    send(message);
    if (description.destroys)
        drop(object);
}

void FuzzClient::add_argument(Message& message, ProtocolArgument const& argument, std::uint8_t choice)
{
    auto& words = message.words;
    switch (argument.kind) {
    case 'n': add_new(message, argument, choice); break;
    case 'h': message.descriptors.push_back(descriptor_for(message.request, choice)); break;
    case 's':
        if (auto const text = text_for(argument, choice))
            words.append_range(words_of({reinterpret_cast<std::uint8_t const*>(text->data()), text->size()}, text->size() + 1));
        else
            words.push_back(0);
        break;
    case 'a': {
        auto const bytes = array_for(choice);
        words.append_range(words_of(bytes, bytes.size()));
        break;
    }
    default:
        if (argument.name == "serial" && choice < 128) {
            auto const its = serials_.find(message.interface);
            words.push_back(its != serials_.end() && choice < 64 ? its->second : last_serial_);
        } else
            words.push_back(number_for(argument, choice));
    }
}

bool FuzzClient::name_object(Message& message, ProtocolArgument const& argument, std::uint8_t choice)
{
    std::uint32_t id = 0;
    bool const fresh = message.depth > 0 && argument.name == "surface" && std::ranges::contains(role_makers, message.request);
    if (choice == any_object) {
        auto const which = (message.named.size() * 7 + messages_) % objects_.size();
        id = std::ranges::next(objects_.begin(), std::ptrdiff_t(which))->first;
    } else if (choice != no_object && argument.interface >= 0) {
        if (fresh)
            id = make(argument.interface, message.depth + 1);
        else
            id = find(argument.interface, choice, choice < 128 ? message.named : std::vector<std::uint32_t>{},
                      argument.nullable ? deepest : message.depth + 1);
        if (!id && !argument.nullable)
            return false;
    }
    message.named.push_back(id);
    return true;
}

void FuzzClient::add_new(Message& message, ProtocolArgument const& argument, std::uint8_t choice)
{
    if (argument.interface >= 0)
        message.words.push_back(add(argument.interface, message.version));
    else if (!globals_.empty())
        add_global(message, globals_[choice % globals_.size()], choice);
}

/// The registry's bind: a global by its number, with its interface in words.
void FuzzClient::add_global(Message& message, Global const& global, std::uint8_t choice)
{
    if (choice < 200) // else whatever number there is already
        message.words.back() = global.name;
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(global.text.data());
    message.words.append_range(words_of({bytes, global.text.size()}, global.text.size() + 1));
    auto const known = global.interface < 0 ? 1 : protocol_interfaces()[std::size_t(global.interface)].version;
    int const version = choice % 8 == 7 ? 1 : std::min(known, global.version);
    message.words.push_back(std::uint32_t(version));
    message.words.push_back(add(std::max(global.interface, 0), version));
}

std::uint32_t FuzzClient::find(int interface, std::uint8_t choice, std::span<std::uint32_t const> but, int depth)
{
    auto const& all = by_interface_[std::size_t(interface)];
    std::vector<std::uint32_t> possible;
    for (auto const id : all | std::views::reverse)
        if (!std::ranges::contains(but, id))
            possible.push_back(id);
    if (!possible.empty())
        return possible[choice % possible.size()];
    return make(interface, depth + 1);
}

/// By a global of this interface, or by the first request of another one that gives it.
std::uint32_t FuzzClient::make(int interface, int depth)
{
    if (depth > deepest || ended_)
        return 0;
    for (auto const& global : globals_)
        if (global.interface == interface)
            return bind(global);
    auto const all = protocol_interfaces();
    for (std::size_t owner = 0; owner < all.size(); ++owner)
        for (std::size_t request = 0; request < all[owner].requests.size(); ++request) {
            if (!std::ranges::contains(all[owner].requests[request].arguments, std::pair{'n', interface},
                                       [](auto const& each) { return std::pair{each.kind, each.interface}; }))
                continue;
            auto const before = next_id_;
            if (auto const by = find(int(owner), 0, {}, depth + 1))
                call(by, int(request), {}, depth + 1);
            if (next_id_ != before && !by_interface_[std::size_t(interface)].empty())
                return by_interface_[std::size_t(interface)].back();
        }
    return 0;
}

std::uint32_t FuzzClient::bind(Global const& global)
{
    auto const& registries = by_interface_[std::size_t(protocol_interface("wl_registry"))];
    if (registries.empty())
        return 0;
    Message message{.words = {registries.front(), 0, global.name}, .descriptors = {}, .named = {}, .request = "bind",
                    .interface = -1, .version = 1, .depth = 0};
    add_global(message, global, 0);
    auto const id = message.words.back();
    message.words[1] = std::uint32_t(message.words.size() * 4) << 16;
    send(message);
    settle_(); // some tell things of themselves that are needed at once
    listen();
    return id;
}

void FuzzClient::send(Message const& message)
{
    std::vector<int> descriptors;
    for (auto const& fd : message.descriptors)
        if (fd.get() >= 0)
            descriptors.push_back(fd.get());
    ++messages_;
    send(message.words.data(), message.words.size() * 4, descriptors);
}

std::uint32_t FuzzClient::add(int interface, int version)
{
    objects_[next_id_] = {interface, version};
    by_interface_[std::size_t(interface)].push_back(next_id_);
    return next_id_++;
}

void FuzzClient::drop(std::uint32_t id)
{
    if (auto const found = objects_.find(id); found != objects_.end() && id != display_id) {
        std::erase(by_interface_[std::size_t(found->second.interface)], id);
        objects_.erase(found);
    }
}

} // namespace vitrail::test
