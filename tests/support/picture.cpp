#include "picture.hpp"

#include <algorithm>
#include <cstdlib>
#include <format>
#include <fstream>
#include <png.h>
#include <stdexcept>

namespace vitrail::test {
namespace {

static_assert(sizeof(Rgba) == 4, "libpng reads and writes rows of Rgba");

[[noreturn]] void refuse(std::filesystem::path const& file, char const* why)
{
    throw std::runtime_error{std::format("{}: {}", file.string(), why)};
}

int distance(Rgba a, Rgba b)
{
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b), std::abs(a.a - b.a)});
}

std::string text(Rgba p)
{
    return std::format("{:02x}{:02x}{:02x}/{:02x}", p.r, p.g, p.b, p.a);
}

} // namespace

Picture::Picture(int width, int height, Rgba fill)
    : width_{width}
    , height_{height}
    , pixels_(std::size_t(width) * std::size_t(height), fill)
{
}

Picture Picture::load_png(std::filesystem::path const& file)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, file.c_str()))
        refuse(file, image.message);
    image.format = PNG_FORMAT_RGBA;
    Picture out{int(image.width), int(image.height)};
    if (!png_image_finish_read(&image, nullptr, out.pixels_.data(), 0, nullptr))
        refuse(file, image.message);
    return out;
}

Picture Picture::load_ppm(std::filesystem::path const& file)
{
    std::ifstream in{file, std::ios::binary};
    std::string magic;
    int width = 0, height = 0, most = 0;
    if (!(in >> magic >> width >> height >> most) || magic != "P6" || most != 255 || width < 0 || height < 0)
        refuse(file, "no picture (P6, 8 bits a channel)");
    in.get();
    std::vector<char> bytes(std::size_t(width) * std::size_t(height) * 3);
    if (!in.read(bytes.data(), std::streamsize(bytes.size())))
        refuse(file, "the picture is cut short");
    Picture out{width, height};
    for (std::size_t i = 0; i < out.pixels_.size(); ++i) {
        out.pixels_[i]
            = {std::uint8_t(bytes[3 * i]), std::uint8_t(bytes[3 * i + 1]), std::uint8_t(bytes[3 * i + 2]), 255};
    }
    return out;
}

void Picture::save_png(std::filesystem::path const& file) const
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = png_uint_32(width_);
    image.height = png_uint_32(height_);
    image.format = PNG_FORMAT_RGBA;
    if (!png_image_write_to_file(&image, file.c_str(), 0, pixels_.data(), 0, nullptr))
        refuse(file, image.message);
}

void Picture::fill(int x, int y, int width, int height, Rgba pixel)
{
    for (int row = y; row < y + height; ++row) {
        for (int column = x; column < x + width; ++column)
            set(column, row, pixel);
    }
}

std::optional<std::string> difference(Picture const& a, Picture const& b, int tolerance)
{
    if (a.width() != b.width() || a.height() != b.height())
        return std::format("sizes: {}x{} and {}x{}", a.width(), a.height(), b.width(), b.height());
    std::string first;
    int count = 0, largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            int const d = distance(a.at(x, y), b.at(x, y));
            if (d <= tolerance)
                continue;
            if (count++ == 0)
                first = std::format("first at {},{}: {} and {}", x, y, text(a.at(x, y)), text(b.at(x, y)));
            largest = std::max(largest, d);
        }
    }
    if (count == 0)
        return std::nullopt;
    return std::format("{}; {} pixels differ, by at most {}", first, count, largest);
}

} // namespace vitrail::test
