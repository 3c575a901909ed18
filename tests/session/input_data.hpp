#pragma once

#include "client_seat.hpp"

#include <cstdint>
#include <string>
#include <vector>

struct wl_data_device;
struct wl_data_offer;
struct wl_data_source;

namespace vitrail::test {

/// Something to hand out: one text, as "text/plain".
class TestSource {
public:
    TestSource(TestClient& client, std::string text);
    TestSource(TestSource const&) = delete;
    TestSource& operator=(TestSource const&) = delete;
    ~TestSource();

    void offer_actions(std::uint32_t actions);
    [[nodiscard]] wl_data_source* c() const { return source_; }

    std::vector<std::string> log; ///< "cancelled", "dropped", "finished", "action 1"
    [[nodiscard]] bool saw(std::string const& line) const;

private:
    friend struct DataListeners;
    std::string text_;
    wl_data_source* source_;
};

/// The clipboard and drags as one client sees them.
class TestDataDevice {
public:
    explicit TestDataDevice(TestClient& client);
    TestDataDevice(TestDataDevice const&) = delete;
    TestDataDevice& operator=(TestDataDevice const&) = delete;
    ~TestDataDevice();

    [[nodiscard]] wl_data_device* c() const { return device_; }
    /// The text of the offer, as its owner sends it now.
    [[nodiscard]] std::string read(wl_data_offer* offer, char const* type = "text/plain");

    wl_data_offer* selection = nullptr; ///< null: the clipboard is empty for us
    wl_data_offer* dragged = nullptr;   ///< what is over one of our surfaces
    wl_data_offer* dropped = nullptr; ///< what was let go there
    std::uint32_t drag_serial = 0;
    std::vector<std::string> log; ///< "enter WINDOW", "motion", "leave", "drop"
    [[nodiscard]] bool saw(std::string const& line) const;

private:
    friend struct DataListeners;
    TestClient& client_;
    wl_data_device* device_;
    std::vector<wl_data_offer*> offers_;
};

} // namespace vitrail::test
