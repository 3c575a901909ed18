#include "text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace vitrail::ctl;

TEST_CASE("no control character of a title reaches a terminal")
{
    CHECK(printable("a\x1b[31mb\r\n\x7f") == "a?[31mb???");
    CHECK(printable("\xc2\x9b" "31m") == "?31m"); // CSI as one character
    CHECK(printable("\xc3\xa9\xc2\xa0\xe2\x82\xac") == "\xc3\xa9\xc2\xa0\xe2\x82\xac");
    CHECK(printable("\xc2") == "\xc2");
}

TEST_CASE("text is cut between characters")
{
    CHECK(shortened("gar\u00e7on", 6) == "gar\u00e7on");
    CHECK(shortened("gar\u00e7on", 5) == "gar\u00e7\u2026");
    CHECK(shortened("\u20ac\u20ac\u20ac", 2) == "\u20ac\u2026");
}

TEST_CASE("columns are as wide as they must be, and the last one keeps the line short")
{
    CHECK(aligned({{"A", "N", "WHO"}, {"\u00e9\u00e9\u00e9", "12", "somebody with a long name"}}, {1}, 24)
          == "A     N  WHO\n\u00e9\u00e9\u00e9  12  somebody with \u2026\n");
    CHECK(aligned({{"a wide column", "somebody with a long name"}}, {}, 10) == "a wide column  somebody wi\u2026\n");
    CHECK(aligned({}, {}, 80) == "");
}
