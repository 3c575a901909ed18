#pragma once

#include <cstdint>
#include <string>

struct wl_output;

namespace vitrail::test {

/// An output as a client is told of it (wl_output).
struct ClientOutput {
    ClientOutput(wl_output* output, std::uint32_t global_name);
    ClientOutput(ClientOutput const&) = delete;
    ClientOutput& operator=(ClientOutput const&) = delete;
    ~ClientOutput();

    wl_output* c;
    std::uint32_t global_name;
    std::string name, make, model;
    int x = 0, y = 0;                            ///< in the layout
    int width = 0, height = 0, refresh_mhz = 0;  ///< of the current mode
    int scale = 0, transform = 0;
    unsigned done = 0;   ///< how many times a set of changes was complete
    bool gone = false;   ///< its global was taken back
};

} // namespace vitrail::test
