#include "client_x11.hpp"

#include "shell/shell.hpp"
#include "until.hpp"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <sys/socket.h>
#include <xcb/xcb_icccm.h>

namespace vitrail::test {

namespace {

template <class Reply> using Answer = std::unique_ptr<Reply, decltype([](Reply* reply) { free(reply); })>;

} // namespace

bool until_x11(TestServer& server, std::function<bool()> const& done)
{
    return until([&] {
        server.refresh();
        return done();
    });
}

// The call waits for an answer from Xwayland, which is not there before the server has turned.
X11Client::X11Client(TestServer& server) : server_{server}
{
    auto const name = server.server().shell().x11_display();
    auto connecting = std::async(std::launch::async, [&] { return xcb_connect(name.c_str(), nullptr); });
    auto const connected = [&] { return connecting.wait_for(std::chrono::seconds{0}) == std::future_status::ready; };
    if (!until_x11(server, connected))
        throw std::runtime_error{"Xwayland does not answer"};
    connection_.reset(connecting.get());
    if (xcb_connection_has_error(c()))
        throw std::runtime_error{"no connection to Xwayland at " + name};
    screen_ = xcb_setup_roots_iterator(xcb_get_setup(c())).data;
    server.settle();
}

xcb_atom_t X11Client::atom(std::string_view name)
{
    auto const cookie = xcb_intern_atom(c(), false, std::uint16_t(name.size()), name.data());
    Answer<xcb_intern_atom_reply_t> const reply{xcb_intern_atom_reply(c(), cookie, nullptr)};
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

void X11Client::pump()
{
    while (auto* event = xcb_poll_for_event(c()))
        events_.emplace_back(event);
}

bool X11Client::saw(std::uint8_t type, std::function<bool(xcb_generic_event_t const&)> const& fits)
{
    flush();
    return until_x11(server_, [&] {
        pump();
        auto const found = std::ranges::find_if(events_, [&](auto const& event) {
            return (event->response_type & 0x7f) == type && (!fits || fits(*event));
        });
        if (found == events_.end())
            return false;
        events_.erase(found);
        return true;
    });
}

std::string X11Client::converted(xcb_window_t window, std::string_view selection, std::string_view target)
{
    auto const property = atom("CONVERTED");
    xcb_convert_selection(c(), window, atom(selection), atom(target), property, XCB_CURRENT_TIME);
    bool const came = saw(XCB_SELECTION_NOTIFY, [&](auto const& event) {
        return reinterpret_cast<xcb_selection_notify_event_t const&>(event).property == property;
    });
    if (!came)
        return "nothing came";
    auto const cookie = xcb_get_property(c(), true, window, property, XCB_GET_PROPERTY_TYPE_ANY, 0, 1 << 20);
    Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(c(), cookie, nullptr)};
    auto const* text = static_cast<char const*>(xcb_get_property_value(reply.get()));
    return {text, text + xcb_get_property_value_length(reply.get())};
}

bool X11Client::has_property(xcb_window_t window, std::string_view name)
{
    auto const cookie = xcb_get_property(c(), false, window, atom(name), XCB_GET_PROPERTY_TYPE_ANY, 0, 1);
    Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(c(), cookie, nullptr)};
    return reply && reply->type != XCB_ATOM_NONE;
}

void X11Client::kill() { ::shutdown(xcb_get_file_descriptor(c()), SHUT_RDWR); }

bool X11Client::alive()
{
    pump();
    return !xcb_connection_has_error(c());
}

X11Window::X11Window(X11Client& client, X11Setup const& setup) : client_{client}, id_{xcb_generate_id(client.c())}
{
    auto* const c = client.c();
    std::uint32_t const values[]{setup.color & 0xffffffU, setup.menu,
                                 XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_BUTTON_PRESS | XCB_EVENT_MASK_BUTTON_MOTION
                                     | XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE | XCB_EVENT_MASK_FOCUS_CHANGE};
    xcb_create_window(c, XCB_COPY_FROM_PARENT, id_, client.screen().root, std::int16_t(setup.x), std::int16_t(setup.y),
                      std::uint16_t(setup.size.width), std::uint16_t(setup.size.height), 0, XCB_WINDOW_CLASS_INPUT_OUTPUT,
                      client.screen().root_visual,
                      XCB_CW_BACK_PIXEL | XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    auto const text = [&](xcb_atom_t property, std::string_view words) {
        xcb_change_property(c, XCB_PROP_MODE_REPLACE, id_, property, XCB_ATOM_STRING, 8, std::uint32_t(words.size()),
                            words.data());
    };
    using namespace std::string_view_literals;
    text(XCB_ATOM_WM_NAME, setup.title);
    text(XCB_ATOM_WM_CLASS, "instance\0TestClass\0"sv);
    if (setup.parent != XCB_WINDOW_NONE)
        xcb_icccm_set_wm_transient_for(c, id_, setup.parent);
    auto const takes_close = client.atom("WM_DELETE_WINDOW");
    xcb_change_property(c, XCB_PROP_MODE_REPLACE, id_, client.atom("WM_PROTOCOLS"), XCB_ATOM_ATOM, 32, 1, &takes_close);
    std::vector<xcb_atom_t> states;
    for (auto const& state : setup.states)
        states.push_back(client.atom("_NET_WM_STATE_" + state));
    if (!states.empty())
        xcb_change_property(c, XCB_PROP_MODE_REPLACE, id_, client.atom("_NET_WM_STATE"), XCB_ATOM_ATOM, 32,
                            std::uint32_t(states.size()), states.data());
    if (setup.shown)
        show();
}

X11Window::~X11Window()
{
    xcb_destroy_window(client_.c(), id_);
    client_.flush();
}

void X11Window::show()
{
    xcb_map_window(client_.c(), id_);
    if (!client_.saw(XCB_MAP_NOTIFY))
        throw std::runtime_error{"the window is not mapped"};
}

void X11Window::ask_state(std::uint32_t action, std::string_view state, std::string_view second)
{
    xcb_client_message_event_t message{};
    message.response_type = XCB_CLIENT_MESSAGE;
    message.format = 32;
    message.window = id_;
    message.type = client_.atom("_NET_WM_STATE");
    message.data.data32[0] = action;
    message.data.data32[1] = client_.atom("_NET_WM_STATE_" + std::string{state});
    message.data.data32[2] = second.empty() ? xcb_atom_t{XCB_ATOM_NONE} : client_.atom("_NET_WM_STATE_" + std::string{second});
    xcb_send_event(client_.c(), false, client_.screen().root,
                   XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT | XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY,
                   reinterpret_cast<char const*>(&message));
    client_.flush();
}

void X11Window::ask_size(Extent size)
{
    std::uint32_t const values[]{std::uint32_t(size.width), std::uint32_t(size.height)};
    xcb_configure_window(client_.c(), id_, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
    client_.flush();
}

bool X11Window::gains_state(std::string_view state)
{
    return until_x11(client_.server(), [&] { return has_state(state); });
}

bool X11Window::loses_state(std::string_view state)
{
    return until_x11(client_.server(), [&] { return !has_state(state); });
}

bool X11Window::has_state(std::string_view state)
{
    auto const wanted = client_.atom("_NET_WM_STATE_" + std::string{state});
    auto const cookie = xcb_get_property(client_.c(), false, id_, client_.atom("_NET_WM_STATE"), XCB_ATOM_ATOM, 0, 32);
    Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(client_.c(), cookie, nullptr)};
    if (!reply)
        return false;
    auto const* first = static_cast<xcb_atom_t const*>(xcb_get_property_value(reply.get()));
    return std::ranges::contains(std::span{first, reply->value_len}, wanted);
}

std::vector<std::uint32_t> X11Window::numbers(std::string_view property)
{
    auto const cookie = xcb_get_property(client_.c(), false, id_, client_.atom(property), XCB_ATOM_CARDINAL, 0, 32);
    Answer<xcb_get_property_reply_t> const reply{xcb_get_property_reply(client_.c(), cookie, nullptr)};
    if (!reply || reply->format != 32)
        return {};
    auto const* first = static_cast<std::uint32_t const*>(xcb_get_property_value(reply.get()));
    return {first, first + reply->value_len};
}

void X11Window::draw_own_title_bar(bool own)
{
    constexpr std::uint32_t about_decorations = 2, all = 1; // MWM_HINTS_DECORATIONS, MWM_DECOR_ALL
    std::uint32_t const hints[]{about_decorations, 0, own ? 0 : all, 0, 0};
    auto const property = client_.atom("_MOTIF_WM_HINTS");
    xcb_change_property(client_.c(), XCB_PROP_MODE_REPLACE, id_, property, property, 32, 5, hints);
    client_.flush();
}

X11Window::Place X11Window::place()
{
    auto* const c = client_.c();
    auto const box_cookie = xcb_get_geometry(c, id_);
    auto const at_cookie = xcb_translate_coordinates(c, id_, client_.screen().root, 0, 0);
    Answer<xcb_get_geometry_reply_t> const box{xcb_get_geometry_reply(c, box_cookie, nullptr)};
    Answer<xcb_translate_coordinates_reply_t> const at{xcb_translate_coordinates_reply(c, at_cookie, nullptr)};
    return box && at ? Place{at->dst_x, at->dst_y, {box->width, box->height}} : Place{};
}

bool X11Window::is_at(Place const& where)
{
    return until_x11(client_.server(), [&] { return place() == where; });
}

bool X11Window::is_focused()
{
    auto* const c = client_.c();
    Answer<xcb_get_input_focus_reply_t> const reply{xcb_get_input_focus_reply(c, xcb_get_input_focus(c), nullptr)};
    return reply && reply->focus == id_;
}

} // namespace vitrail::test
