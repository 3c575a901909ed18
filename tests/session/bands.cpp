// A software renderer paints a large picture in bands, one a turn of the loop: state Composing.

#include "output/output_manager.hpp"
#include "server.hpp"
#include "session.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail;
using namespace vitrail::test;

TEST_CASE("a picture too large for one turn is painted whole, and whole again when its window goes")
{
    TestServer server{{.screen = {1600, 1200}}};
    auto& client = server.connect();
    {
        TestWindow window{client, {.size = {1500, 1100}, .color = red}};
        server.refresh(3);
        CHECK(server.screen().count(red) == 1500 * 1100);
    }
    server.refresh(3);
    CHECK(server.screen().count(red) == 0);
}
