// Selections for clipboard managers, which never have the focus. The two protocols differ in nothing but their names.

#include "ext-data-control-v1-client-protocol.h"
#include "input_data.hpp"
#include "session_devices.hpp"
#include "wlr-data-control-unstable-v1-client-protocol.h"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <fcntl.h>
#include <linux/input-event-codes.h>
#include <unistd.h>
#include <vector>
#include <wayland-client.h>

using namespace vitrail;
using namespace vitrail::test;

namespace {

#define VITRAIL_DATA_CONTROL(Name, prefix)                                                                             \
    struct Name {                                                                                                      \
        using Manager = prefix##_manager_v1;                                                                           \
        using Device = prefix##_device_v1;                                                                             \
        using Source = prefix##_source_v1;                                                                             \
        using Offer = prefix##_offer_v1;                                                                               \
        using DeviceListener = prefix##_device_v1_listener;                                                            \
        using SourceListener = prefix##_source_v1_listener;                                                            \
        static constexpr auto const* interface = &prefix##_manager_v1_interface;                                       \
        static constexpr auto get_device = prefix##_manager_v1_get_data_device;                                        \
        static constexpr auto create_source = prefix##_manager_v1_create_data_source;                                  \
        static constexpr auto destroy_manager = prefix##_manager_v1_destroy;                                           \
        static constexpr auto listen_device = prefix##_device_v1_add_listener;                                         \
        static constexpr auto listen_source = prefix##_source_v1_add_listener;                                         \
        static constexpr auto offer = prefix##_source_v1_offer;                                                        \
        static constexpr auto destroy_source = prefix##_source_v1_destroy;                                             \
        static constexpr auto receive = prefix##_offer_v1_receive;                                                     \
        static constexpr auto destroy_offer = prefix##_offer_v1_destroy;                                               \
        static constexpr auto set_selection = prefix##_device_v1_set_selection;                                        \
        static constexpr auto set_primary = prefix##_device_v1_set_primary_selection;                                  \
        static constexpr auto destroy_device = prefix##_device_v1_destroy;                                             \
    }
VITRAIL_DATA_CONTROL(Ext, ext_data_control);
VITRAIL_DATA_CONTROL(Wlr, zwlr_data_control);
#undef VITRAIL_DATA_CONTROL

/// A program without a window that looks at the selections and sets them.
template <class P> class Manager {
public:
    explicit Manager(TestClient& client)
        : client_{client}
        , manager_{client.bind<typename P::Manager>(*P::interface, 2)}
    {
        REQUIRE(manager_);
        device_ = P::get_device(manager_, client.globals.seat);
        static constexpr typename P::DeviceListener listener{
            .data_offer = [](void* d, typename P::Device*, typename P::Offer* o) { self(d).offers_.push_back(o); },
            .selection = [](void* d, typename P::Device*, typename P::Offer* o) { self(d).selection = o; },
            .finished = [](void*, typename P::Device*) {},
            .primary_selection = [](void* d, typename P::Device*, typename P::Offer* o) { self(d).primary = o; },
        };
        P::listen_device(device_, &listener, this);
        client.settle();
    }
    ~Manager()
    {
        for (auto* offer : offers_)
            P::destroy_offer(offer);
        if (source_)
            P::destroy_source(source_);
        P::destroy_device(device_);
        P::destroy_manager(manager_);
    }
    Manager(Manager const&) = delete;

    void offer(std::string text, bool as_primary)
    {
        static constexpr typename P::SourceListener listener{
            .send =
                [](void* d, typename P::Source*, char const*, int fd) {
                    [[maybe_unused]] auto const written = write(fd, self(d).text_.data(), self(d).text_.size());
                    close(fd);
                },
            .cancelled = [](void*, typename P::Source*) {},
        };
        text_ = std::move(text);
        source_ = P::create_source(manager_);
        P::listen_source(source_, &listener, this);
        P::offer(source_, "text/plain");
        (as_primary ? P::set_primary : P::set_selection)(device_, source_);
        client_.settle();
    }
    [[nodiscard]] std::string read(typename P::Offer* offer)
    {
        int ends[2];
        REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
        P::receive(offer, "text/plain", ends[1]);
        wl_display_flush(client_.display());
        close(ends[1]);
        client_.settle();
        char text[256];
        auto const got = ::read(ends[0], text, sizeof text);
        close(ends[0]);
        return {text, std::size_t(got > 0 ? got : 0)};
    }

    typename P::Offer* selection = nullptr;
    typename P::Offer* primary = nullptr;

private:
    static Manager& self(void* data) { return *static_cast<Manager*>(data); }

    TestClient& client_;
    typename P::Manager* manager_;
    typename P::Device* device_ = nullptr;
    typename P::Source* source_ = nullptr;
    std::vector<typename P::Offer*> offers_;
    std::string text_;
};

struct Session {
    TestServer server;
    Keyboard keyboard{server};
    TestClient& client = server.connect();
    TestSeat seat{client};
    TestDataDevice data{client};
    TestWindow window{client};
};

} // namespace

TEMPLATE_TEST_CASE("a clipboard manager without a window reads what a window copied", "", Ext, Wlr)
{
    Session session;
    Manager<TestType> manager{session.server.connect()};
    CHECK(manager.selection == nullptr);
    session.keyboard.tap(KEY_C);
    TestSource source{session.client, "copied"};
    wl_data_device_set_selection(session.data.c(), source.c(), session.seat.keyboard_serial);
    session.client.settle();
    REQUIRE(manager.selection);
    CHECK(manager.read(manager.selection) == "copied");
}

TEMPLATE_TEST_CASE("what a clipboard manager offers, the window with the focus pastes", "", Ext, Wlr)
{
    Session session;
    Manager<TestType> manager{session.server.connect()};
    manager.offer("kept", false);
    REQUIRE(session.data.selection);
    CHECK(session.data.read(session.data.selection) == "kept");
}

TEMPLATE_TEST_CASE("the middle button's selection is a clipboard manager's, too", "", Ext, Wlr)
{
    Session session;
    auto& first = session.server.connect();
    auto& second = session.server.connect();
    Manager<TestType> owner{first};
    Manager<TestType> reader{second};
    owner.offer("selected", true);
    CHECK(reader.selection == nullptr);
    REQUIRE(reader.primary);
    CHECK(reader.read(reader.primary) == "selected");
}
