#pragma once

#include <filesystem>
#include <string>

namespace vitrail::test {

/// A knob of the bed's display driver (tests/bed/README.md), set while the object lives and put back after.
class Knob {
public:
    /// Throws std::runtime_error when there is no such knob.
    Knob(std::string const& name, std::string const& value);
    ~Knob();
    Knob(Knob const&) = delete;
    Knob& operator=(Knob const&) = delete;

    [[nodiscard]] std::string value() const;

private:
    std::filesystem::path file_;
    std::string before_;
};

/// Connect or disconnect the monitor of display number `display`. Throw std::runtime_error when there is none.
void plug_display(int display = 0);
void unplug_display(int display = 0);

/// Takes the whole graphics device away, as pulling out an external GPU does. It does not come back in this bed.
void remove_device();

} // namespace vitrail::test
