#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace vitrail::test {

/// One pixel, 8 bits a channel, not premultiplied.
struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;

    friend bool operator==(Rgba const&, Rgba const&) = default;
};

/// Pixels in memory, row by row from the top left.
class Picture {
public:
    Picture() = default;
    Picture(int width, int height, Rgba fill = {});

    /// Throw std::runtime_error when the file cannot be read or is not what it should be.
    [[nodiscard]] static Picture load_png(std::filesystem::path const& file);
    /// A binary PPM with 8 bits a channel (P6).
    [[nodiscard]] static Picture load_ppm(std::filesystem::path const& file);
    /// Throws std::runtime_error when the file cannot be written.
    void save_png(std::filesystem::path const& file) const;

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] Rgba at(int x, int y) const { return pixels_.at(index(x, y)); }
    void set(int x, int y, Rgba pixel) { pixels_.at(index(x, y)) = pixel; }
    void fill(int x, int y, int width, int height, Rgba pixel);

private:
    [[nodiscard]] std::size_t index(int x, int y) const
    {
        return std::size_t(y) * std::size_t(width_) + std::size_t(x);
    }

    int width_ = 0, height_ = 0;
    std::vector<Rgba> pixels_;
};

/// In what two pictures differ, told for a person: sizes, or the first pixel, how many, and the largest distance of a
/// channel. Nothing when no channel differs by more than `tolerance`. Alpha counts like a colour.
[[nodiscard]] std::optional<std::string> difference(Picture const& a, Picture const& b, int tolerance = 0);

} // namespace vitrail::test
