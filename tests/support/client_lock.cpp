#include "client_lock.hpp"

#include "ext-session-lock-v1-client-protocol.h"

#include <wayland-client.h>

namespace vitrail::test {

struct LockListeners {
    static constexpr ext_session_lock_v1_listener lock{
        .locked = [](void* d, ext_session_lock_v1*) { static_cast<TestLocker*>(d)->locked = true; },
        .finished = [](void* d, ext_session_lock_v1*) { static_cast<TestLocker*>(d)->finished = true; },
    };
    static constexpr ext_session_lock_surface_v1_listener surface{
        .configure =
            [](void* d, ext_session_lock_surface_v1*, std::uint32_t serial, std::uint32_t width, std::uint32_t height) {
                static_cast<TestLockSurface*>(d)->on_configured(serial, {int(width), int(height)});
            },
    };
};

TestLockSurface::TestLockSurface(
    TestClient& client, ext_session_lock_v1* lock, wl_output* output, Argb color, std::string label)
    : surface_{client, std::move(label)}
    , lock_surface_{ext_session_lock_v1_get_lock_surface(lock, surface_.c(), output)}
    , color_{color}
{
    ext_session_lock_surface_v1_add_listener(lock_surface_, &LockListeners::surface, this);
}

TestLockSurface::~TestLockSurface()
{
    ext_session_lock_surface_v1_destroy(lock_surface_);
}

void TestLockSurface::on_configured(std::uint32_t serial, Extent size)
{
    configures.push_back(size);
    ext_session_lock_surface_v1_ack_configure(lock_surface_, serial);
    surface_.show(size, color_);
}

TestLocker::TestLocker(TestClient& client)
    : client_{client}
    , manager_{client.bind<ext_session_lock_manager_v1>(ext_session_lock_manager_v1_interface, 1)}
    , lock_{ext_session_lock_manager_v1_lock(manager_)}
{
    ext_session_lock_v1_add_listener(lock_, &LockListeners::lock, this);
    client.settle();
}

TestLocker::~TestLocker()
{
    surfaces.clear();
    if (lock_)
        wl_proxy_destroy(reinterpret_cast<wl_proxy*>(lock_)); // without the request: that is an error while it locks
    ext_session_lock_manager_v1_destroy(manager_);
}

TestLockSurface& TestLocker::cover(wl_output* output, Argb color, std::string label)
{
    surfaces.push_back(std::make_unique<TestLockSurface>(client_, lock_, output, color, std::move(label)));
    client_.settle();
    return *surfaces.back();
}

void TestLocker::cover_all(Argb color)
{
    for (auto const& output : client_.outputs)
        if (!output->gone)
            cover(output->c, color);
}

void TestLocker::unlock()
{
    ext_session_lock_v1_unlock_and_destroy(lock_);
    lock_ = nullptr;
    client_.settle();
}

} // namespace vitrail::test
