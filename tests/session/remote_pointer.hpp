#pragma once

#include "client.hpp"
#include "wlr-virtual-pointer-unstable-v1-client-protocol.h"

#include <catch2/catch_test_macros.hpp>

namespace vitrail::test {

/// A pointer in the hand of a client (wlr-virtual-pointer-v1); for its first seat if it names none.
class RemotePointer {
public:
    explicit RemotePointer(TestClient& client, wl_output* output = nullptr, wl_seat* seat = nullptr)
        : client_{client}
    {
        auto* manager = client.bind<zwlr_virtual_pointer_manager_v1>(zwlr_virtual_pointer_manager_v1_interface, 2);
        REQUIRE(manager);
        c = zwlr_virtual_pointer_manager_v1_create_virtual_pointer_with_output(
            manager, seat ? seat : client.globals.seat, output);
        zwlr_virtual_pointer_manager_v1_destroy(manager);
        client.settle();
    }
    ~RemotePointer()
    {
        zwlr_virtual_pointer_v1_destroy(c);
        client_.settle();
    }
    RemotePointer(RemotePointer const&) = delete;

    void move_to(std::uint32_t x, std::uint32_t y, std::uint32_t width, std::uint32_t height)
    {
        zwlr_virtual_pointer_v1_motion_absolute(c, 0, x, y, width, height);
        frame();
    }
    void button(std::uint32_t code, bool down)
    {
        zwlr_virtual_pointer_v1_button(c, 0, code, down);
        frame();
    }
    void frame()
    {
        zwlr_virtual_pointer_v1_frame(c);
        client_.settle();
    }

    zwlr_virtual_pointer_v1* c;

private:
    TestClient& client_;
};

} // namespace vitrail::test
