// Which protocols a program sees: what is in a sandbox, what the configuration trusts, what a kiosk runs.

#include "global_rules.hpp"
#include "kiosk_world.hpp"
#include "memory_use.hpp"
#include "security-context-v1-client-protocol.h"
#include "session.hpp"
#include "virtual-keyboard-unstable-v1-client-protocol.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

/// A sandbox with one program in it.
class Box {
public:
    explicit Box(TestServer& server, char const* app_id = "org.example.Game")
        : server_{server}
    {
        auto* manager = engine_.bind<wp_security_context_manager_v1>(wp_security_context_manager_v1_interface, 1);
        REQUIRE(manager);
        // An address of the kernel's choosing, without a file.
        int const listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        socklen_t length = sizeof(sa_family_t);
        REQUIRE(bind(listening, reinterpret_cast<sockaddr*>(&address), length) == 0);
        length = sizeof(address);
        REQUIRE(getsockname(listening, reinterpret_cast<sockaddr*>(&address), &length) == 0);
        REQUIRE(listen(listening, 1) == 0);
        REQUIRE(pipe(alive_.data()) == 0);
        auto* context = wp_security_context_manager_v1_create_listener(manager, listening, alive_[1]);
        wp_security_context_v1_set_sandbox_engine(context, "test.box");
        wp_security_context_v1_set_app_id(context, app_id);
        wp_security_context_v1_commit(context);
        wp_security_context_v1_destroy(context);
        wp_security_context_manager_v1_destroy(manager);
        engine_.settle();
        close(listening);
        int const fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(connect(fd, reinterpret_cast<sockaddr*>(&address), length) == 0);
        program_ = &server_.connect(fd);
    }
    ~Box()
    {
        close(alive_[0]);
        close(alive_[1]);
    }
    Box(Box const&) = delete;

    [[nodiscard]] TestClient& program() { return *program_; }
    [[nodiscard]] TestClient& engine() { return engine_; }

private:
    TestServer& server_;
    TestClient& engine_ = server_.connect();
    std::array<int, 2> alive_{};
    TestClient* program_ = nullptr;
};

constexpr auto none = Privileges{};

Privileges of(std::initializer_list<Privilege> which)
{
    Privileges out;
    for (auto const each : which)
        out.set(std::size_t(each));
    return out;
}

/// The privileges that a client finds the protocols of: all those of each, or none of them.
Privileges found_by(TestClient& client)
{
    Privileges out, missing;
    for (auto const& rule : global_rules())
        if (rule.audience == GlobalRule::Audience::Privileged) {
            auto& where = client.offers(rule.interface) ? out : missing;
            where.set(std::size_t(rule.privilege));
        }
    missing &= out; // some of the rules are for protocols that are not offered here to anybody
    for (auto const& rule : global_rules())
        if (rule.audience == GlobalRule::Audience::Privileged && missing.test(std::size_t(rule.privilege)))
            CHECK((client.offers(rule.interface) || rule.interface == "wp_drm_lease_device_v1"));
    CHECK(client.offers("xdg_wm_base"));
    return out;
}

/// Nobody may anything but who is named here.
Config trusting(std::initializer_list<std::pair<Privilege, std::vector<std::string>>> whom)
{
    Config out;
    out.privileges.trusted.fill(Trusted{});
    for (auto const& [privilege, programs] : whom)
        out.privileges.trusted[std::size_t(privilege)] = Trusted{programs};
    return out;
}

std::string own_program() { return std::filesystem::read_symlink("/proc/self/exe"); }

} // namespace

TEST_CASE("a program in a sandbox has windows, and nothing that reaches beyond them")
{
    TestServer server;
    Box box{server};
    for (char const* hidden : {"ext_data_control_manager_v1", "zwlr_data_control_manager_v1",
             "zwp_virtual_keyboard_manager_v1", "zwlr_virtual_pointer_manager_v1", "wp_security_context_manager_v1"}) {
        CHECK(box.engine().offers(hidden));
        CHECK_FALSE(box.program().offers(hidden));
    }
    TestWindow window{box.program(), {.color = blue}};
    server.refresh(2);
    CHECK(server.screen().count(blue) == 100 * 80);
}

TEST_CASE("for every protocol there is a decision who sees it")
{
    TestServer server;
    for (auto const& global : server.connect().offered()) {
        CAPTURE(global.interface);
        CHECK(std::ranges::contains(global_rules(), global.interface, &GlobalRule::interface));
    }
}

TEST_CASE("a program in a sandbox that asks for a hidden protocol all the same is ended")
{
    TestServer server;
    Box box{server};
    auto const& offered = box.engine().offered();
    auto const hidden = std::ranges::find(offered, "zwp_virtual_keyboard_manager_v1", &Global::interface);
    REQUIRE(hidden != offered.end());
    auto* guessed = box.program().bind_number(hidden->name, zwp_virtual_keyboard_manager_v1_interface);
    box.program().settle();
    CHECK_FALSE(box.program().alive());
    CHECK(box.engine().alive());
    wl_proxy_destroy(static_cast<wl_proxy*>(guessed));
}

TEST_CASE("who hands over as the socket of a sandbox what is none is told so, and it is closed")
{
    TestServer server;
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    auto const hand_over = [&] {
        PassingClient const engine{server};
        auto& client = engine.client();
        auto* manager = client.bind<wp_security_context_manager_v1>(wp_security_context_manager_v1_interface, 1);
        auto* context = wp_security_context_manager_v1_create_listener(manager, ends[0], ends[1]);
        client.settle();
        auto const error = client.protocol_error();
        wp_security_context_v1_destroy(context);
        wp_security_context_manager_v1_destroy(manager);
        REQUIRE(error);
        CHECK(error->interface == "wp_security_context_manager_v1");
        CHECK(error->code == WP_SECURITY_CONTEXT_MANAGER_V1_ERROR_INVALID_LISTEN_FD);
    };
    hand_over(); // what is opened once stays
    int const before = open_descriptors();
    for (int i = 0; i < 10; ++i)
        hand_over();
    CHECK(open_descriptors() == before);
    for (int const end : ends)
        close(end);
}

TEST_CASE("in a desktop every program that is in no sandbox has all privileges, until the configuration says otherwise")
{
    TestServer server;
    CHECK(found_by(server.connect()) == all_privileges());
}

TEST_CASE("a program sees the protocols of those privileges that it is trusted with, and no others")
{
    for (std::size_t i = 0; i < privilege_names.size(); ++i) {
        CAPTURE(privilege_names[i]);
        auto const privilege = Privilege(i);
        TestServer trusting_us{{.config = trusting({{privilege, {own_program()}}})}};
        CHECK(found_by(trusting_us.connect()) == of({privilege}));
        TestServer trusting_others{{.config = trusting({{privilege, {"/usr/bin/env", own_program() + "-2"}}})}};
        CHECK(found_by(trusting_others.connect()) == none);
        TestServer trusting_all{{.config = trusting({{privilege, {"all"}}})}};
        CHECK(found_by(trusting_all.connect()) == of({privilege}));
    }
}

TEST_CASE("a program is known by its file, by whatever path the configuration names that")
{
    auto const link = std::filesystem::temp_directory_path() / ("vitrail-link-" + std::to_string(getpid()));
    std::filesystem::create_symlink(own_program(), link);
    TestServer server{{.config = trusting({{Privilege::Capture, {link}}})}};
    CHECK(found_by(server.connect()) == of({Privilege::Capture}));
    std::filesystem::remove(link);
}

TEST_CASE("a program in a sandbox has the privileges that are given to its name, and none by its file or by all")
{
    TestServer server{{.config = trusting({{Privilege::Capture, {"org.example.Recorder"}},
        {Privilege::Clipboard, {"all"}}, {Privilege::Input, {own_program()}}})}};
    Box recorder{server, "org.example.Recorder"}, game{server}, all{server, "all"};
    CHECK(found_by(recorder.program()) == of({Privilege::Capture}));
    CHECK(found_by(game.program()) == none);
    CHECK(found_by(all.program()) == none);
    CHECK_FALSE(recorder.program().offers("wp_security_context_manager_v1"));
}

TEST_CASE("a program without a privilege that asks for its protocols all the same is ended")
{
    TestServer server{{.config = trusting({})}};
    auto& spy = server.connect();
    for (std::uint32_t number = 1; number < 200 && spy.alive(); ++number) {
        auto const& known = spy.offered();
        if (std::ranges::contains(known, number, &Global::name))
            continue;
        auto* guessed = spy.bind_number(number, zwp_virtual_keyboard_manager_v1_interface);
        spy.settle();
        wl_proxy_destroy(static_cast<wl_proxy*>(guessed));
    }
    CHECK_FALSE(spy.alive());
}

TEST_CASE("privileges of another configuration are for programs that connect after it")
{
    TestServer server{{.config = trusting({})}};
    auto& before = server.connect();
    REQUIRE(found_by(before) == none);
    server.server().configure(trusting({{Privilege::Capture, {"all"}}}));
    CHECK(found_by(server.connect()) == of({Privilege::Capture}));
    before.settle();
    CHECK(found_by(before) == none);
}

TEST_CASE("in a kiosk nobody has a privilege but who is given one")
{
    TestServer plain{{.kiosk = true}};
    CHECK(found_by(plain.connect()) == none);
    Config config;
    config.privileges.trusted[std::size_t(Privilege::Panels)] = Trusted{{own_program()}};
    TestServer trusted{{.kiosk = true, .config = config}};
    CHECK(found_by(trusted.connect()) == of({Privilege::Panels}));
}

TEST_CASE("an application of a kiosk has its own privileges, whatever its processes are called")
{
    auto config = kiosk_of("board");
    config.applications.at("board").privileges = of({Privilege::Input, Privilege::Panels});
    ServerSetup setup{.kiosk = true};
    setup.config.privileges.trusted[std::size_t(Privilege::Capture)] = Trusted{{"all"}};
    KioskWorld kiosk{config, setup};
    kiosk.until_started(1);
    CHECK(found_by(kiosk.connect()) == of({Privilege::Input, Privilege::Panels}));
    CHECK(found_by(kiosk.server().connect()) == of({Privilege::Capture}));
    config.applications.at("board").privileges = of({Privilege::Lock});
    kiosk.configure(config); // for who connects from now on
    CHECK(found_by(kiosk.connect()) == of({Privilege::Lock}));
}
