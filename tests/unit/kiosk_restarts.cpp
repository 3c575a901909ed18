#include "kiosk/restarts.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace std::chrono_literals;

TEST_CASE("a program that keeps failing is tried later and later, up to a limit, and never at quite the planned time")
{
    KioskConfig const policy{.restart_wait = 1s, .longest_wait = 10s};
    bool differs = false;
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        Restarts restarts{seed};
        for (Duration const planned : {1s, 2s, 4s, 8s, 10s, 10s, 10s}) {
            auto const wait = restarts.ended(0s, policy);
            CAPTURE(seed, planned.count(), wait.count());
            CHECK(wait >= planned * 3 / 4);
            CHECK(wait <= planned * 5 / 4);
            differs |= wait != planned;
        }
    }
    CHECK(differs);
    CHECK(Restarts{1}.ended(0s, policy) != Restarts{200'000}.ended(0s, policy));
}

TEST_CASE("a program that ran long enough has no past")
{
    KioskConfig const policy{.restart_wait = 1s, .healthy_after = 1min, .crash_loop = 3};
    Restarts restarts{1};
    for (int i = 0; i < 10; ++i)
        static_cast<void>(restarts.ended(59s, policy));
    CHECK(restarts.looping(policy));
    CHECK(restarts.ended(60s, policy) <= 1250ms);
    CHECK(restarts.failures() == 1);
    CHECK(!restarts.looping(policy));
}

TEST_CASE("zero failures in a row are no crash loop, however many there were")
{
    KioskConfig const policy{.crash_loop = 0};
    Restarts restarts{1};
    for (int i = 0; i < 100; ++i)
        static_cast<void>(restarts.ended(0s, policy));
    CHECK(!restarts.looping(policy));
}
