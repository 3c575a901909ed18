#include "knob.hpp"

#include <format>
#include <fstream>
#include <stdexcept>

namespace vitrail::test {
namespace {

std::string read(std::filesystem::path const& file)
{
    std::ifstream in{file};
    std::string text;
    std::getline(in, text);
    return text;
}

void write(std::filesystem::path const& file, std::string const& text)
{
    // A line end, because the kernel takes no empty write, and an empty value is one.
    if (!(std::ofstream{file} << text << std::endl))
        throw std::runtime_error{std::format("{}: cannot write '{}'", file.string(), text)};
}

void set_status(int display, char const* status)
{
    write(std::format("/sys/kernel/config/vkms/bed/connectors/connector{}/status", display), status);
}

} // namespace

Knob::Knob(std::string const& name, std::string const& value)
    : file_{"/sys/module/vkms/parameters/" + name}
    , before_{read(file_)}
{
    write(file_, value);
}

Knob::~Knob()
{
    std::ofstream{file_} << before_ << std::endl;
}

std::string Knob::value() const
{
    return read(file_);
}

void plug_display(int display)
{
    set_status(display, "1");
}
void unplug_display(int display)
{
    set_status(display, "2");
}


void remove_device()
{
    for (auto const& device : std::filesystem::directory_iterator{"/sys/kernel/config/vkms"})
        write(device.path() / "enabled", "0");
}

} // namespace vitrail::test
