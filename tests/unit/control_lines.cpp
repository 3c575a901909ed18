#include "control/lines.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;

namespace {

using Lines = std::vector<LineReader::Line>;

} // namespace

TEST_CASE("lines come out whole, however their bytes arrive")
{
    LineReader reader{16};
    CHECK(reader.take("one\ntw") == Lines{"one"});
    CHECK(reader.take("o") == Lines{});
    CHECK(reader.take("\n\nthree\n") == Lines{"two", "", "three"});
    CHECK(reader.take("sixteen letters!\n") == Lines{"sixteen letters!"});
    CHECK(reader.take("half") == Lines{});
}

TEST_CASE("a line that is too long is left out, and the next one is read")
{
    LineReader reader{8};
    CHECK(reader.take("nine byte\nshort\n") == Lines{std::nullopt, "short"});
    for (int i = 0; i < 100; ++i)
        CHECK(reader.take("aaaaaaaa") == Lines{});
    CHECK(reader.take("\nshort\n") == Lines{std::nullopt, "short"});
}

TEST_CASE("who reads nothing collects one line more than the limit, and no further")
{
    LineQueue queue{10};
    CHECK(queue.add("a line that is longer than the limit"));
    CHECK_FALSE(queue.add("next"));
    queue.written(queue.waiting().size() - 5);
    CHECK(queue.waiting() == "imit\n");
    CHECK(queue.add("next"));
    CHECK(queue.waiting() == "imit\nnext\n");
    queue.written(10);
    CHECK(queue.empty());
    CHECK(queue.waiting() == "");
}
