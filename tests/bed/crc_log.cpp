/// crc-log N: print the checksums of the next N frames of display 0, one a line, as the kernel numbers them.

#include "crc.hpp"

#include <cstdlib>
#include <exception>
#include <print>

int main(int argc, char** argv)
{
    try {
        vitrail::test::Crc crc;
        for (int i = argc > 1 ? std::atoi(argv[1]) : 60; i > 0; --i) {
            auto const frame = crc.next();
            std::println("{} {:08x}", frame.number, frame.value);
        }
    } catch (std::exception const& error) {
        std::println(stderr, "crc-log: {}", error.what());
        return 1;
    }
}
