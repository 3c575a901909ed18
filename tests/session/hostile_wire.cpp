// What comes through the socket need not be Wayland at all.

#include "amount.hpp"
#include "ordeal.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <random>

using namespace vitrail::test;

TEST_CASE("any bytes on any number of connections harm nobody")
{
    std::mt19937 random{first_seed()};
    for (int round = 0; round < amount(400); ++round) {
        CAPTURE(round);
        Ordeal ordeal;
        auto& bad = ordeal.offender();
        std::array<std::uint32_t, 64> words{};
        for (auto& word : words)
            word = std::uint32_t(random());
        bad.send(words.data(), sizeof words);
        bad.settle(); // it is ended, or they look like the beginning of something long
        ordeal.ends_well();
    }
}

TEST_CASE("requests of the right form for objects, of any number and length, harm nobody")
{
    std::mt19937 random{first_seed()};
    for (int round = 0; round < amount(400); ++round) {
        CAPTURE(round);
        Ordeal ordeal;
        auto& bad = ordeal.offender();
        WireWindow const window{bad};
        for (int i = 0; i < 50 && !bad.ended(); ++i) {
            auto const size = std::uint32_t(2 + random() % 6);
            std::array<std::uint32_t, 8> words{};
            words[0] = std::uint32_t(random() % 16); // an object that may be there
            words[1] = size * 4 << 16 | std::uint32_t(random() % 12);
            for (std::uint32_t w = 2; w < size; ++w)
                words[w] = random() % 2 ? std::uint32_t(random() % 32) : std::uint32_t(random());
            bad.send(words.data(), size * 4);
            bad.settle();
        }
        ordeal.ends_well();
    }
}

TEST_CASE("hundreds of connections that begin to say something and wait harm nobody")
{
    Ordeal ordeal;
    for (int i = 0; i < 200; ++i) {
        std::uint32_t const half = 1;
        ordeal.offender().send(&half, sizeof half);
    }
    ordeal.ends_well();
}

TEST_CASE("thousands of connections that come and go harm nobody")
{
    Ordeal ordeal;
    for (int i = 0; i < amount(5000); ++i) {
        ordeal.offender().kill();
        ordeal.server().settle();
    }
    ordeal.ends_well();
}
