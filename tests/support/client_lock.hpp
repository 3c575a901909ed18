#pragma once

#include "client_surface.hpp"

#include <memory>
#include <vector>

struct ext_session_lock_manager_v1;
struct ext_session_lock_surface_v1;
struct ext_session_lock_v1;

namespace vitrail::test {

/// What a locker shows on one output: one colour, in the size it is told.
class TestLockSurface {
public:
    TestLockSurface(TestClient& client, ext_session_lock_v1* lock, wl_output* output, Argb color, std::string label);
    TestLockSurface(TestLockSurface const&) = delete;
    TestLockSurface& operator=(TestLockSurface const&) = delete;
    ~TestLockSurface();

    [[nodiscard]] TestSurface& surface() { return surface_; }
    std::vector<Extent> configures;

private:
    friend struct LockListeners;
    void on_configured(std::uint32_t serial, Extent size);

    TestSurface surface_;
    ext_session_lock_surface_v1* lock_surface_;
    Argb color_;
};

/// A program that locks the screen (ext_session_lock_v1).
class TestLocker {
public:
    explicit TestLocker(TestClient& client);
    TestLocker(TestLocker const&) = delete;
    TestLocker& operator=(TestLocker const&) = delete;
    ~TestLocker();

    /// Covers this output with a colour; returns when it is mapped.
    TestLockSurface& cover(wl_output* output, Argb color = green, std::string label = "lock");
    /// Covers every output that is there.
    void cover_all(Argb color = green);
    void unlock();

    bool locked = false; ///< the server says that nothing else is to be seen
    bool finished = false; ///< the server does not want this lock
    std::vector<std::unique_ptr<TestLockSurface>> surfaces;

private:
    friend struct LockListeners;

    TestClient& client_;
    ext_session_lock_manager_v1* manager_;
    ext_session_lock_v1* lock_;
};

} // namespace vitrail::test
