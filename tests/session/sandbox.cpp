// What programs in a sandbox see of the session.

#include "sandbox.hpp"

#include "security-context-v1-client-protocol.h"
#include "session.hpp"
#include "virtual-keyboard-unstable-v1-client-protocol.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
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
    explicit Box(TestServer& server)
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

TEST_CASE("for every protocol there is a decision whether sandboxes see it")
{
    TestServer server;
    for (auto const& global : server.connect().offered()) {
        CAPTURE(global.interface);
        CHECK(std::ranges::contains(sandbox_rules(), global.interface, &SandboxRule::interface));
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
