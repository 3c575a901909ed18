#include "input_theme.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace vitrail::test {

namespace {

struct Picture {
    std::uint32_t edge;
    std::uint32_t color;
};

// Xcursor(3), "CURSOR FILES": little-endian words; a table of contents, then one chunk per picture.
std::vector<std::uint32_t> cursor_file(std::vector<Picture> const& pictures)
{
    constexpr std::uint32_t image_type = 0xfffd0002, delay_ms = 100, header_words = 4, entry_words = 3, chunk_words = 9;
    auto const count = std::uint32_t(pictures.size());
    std::vector<std::uint32_t> words{0x72756358, header_words * 4, 0x10000, count};
    auto position = header_words + count * entry_words;
    for (auto const& [edge, color] : pictures) {
        words.insert(words.end(), {image_type, edge, position * 4});
        position += chunk_words + edge * edge;
    }
    for (auto const& [edge, color] : pictures) {
        words.insert(words.end(), {chunk_words * 4, image_type, edge, 1, edge, edge, 0, 0, delay_ms});
        words.insert(words.end(), edge * edge, color);
    }
    return words;
}

void write_cursor(std::filesystem::path const& folder, std::string const& name, std::vector<std::uint32_t> const& colors)
{
    std::vector<Picture> pictures;
    for (auto const edge : {std::uint32_t{TestTheme::size}, std::uint32_t{TestTheme::size * 2}})
        for (auto const color : colors)
            pictures.push_back({edge, color});
    auto const words = cursor_file(pictures);
    std::ofstream out{folder / name, std::ios::binary};
    out.write(reinterpret_cast<char const*>(words.data()), std::streamsize(words.size() * sizeof(words[0])));
}

} // namespace

TestTheme::TestTheme()
{
    std::string name = (std::filesystem::temp_directory_path() / "vitrail-theme-XXXXXX").string();
    if (!mkdtemp(name.data()))
        throw std::filesystem::filesystem_error{"no folder for a theme", std::error_code{errno, std::generic_category()}};
    folder_ = name;
    auto const cursors = folder_ / "squares" / "cursors";
    std::filesystem::create_directories(cursors);
    write_cursor(cursors, "default", {arrow});
    write_cursor(cursors, "text", {text});
    write_cursor(cursors, "grabbing", {grabbing});
    write_cursor(cursors, "se-resize", {corner});
    write_cursor(cursors, "wait", {wait_1, wait_2});
    setenv("XCURSOR_PATH", folder_.c_str(), 1);
    setenv("XCURSOR_THEME", "squares", 1);
    setenv("XCURSOR_SIZE", std::to_string(size).c_str(), 1);
}

TestTheme::~TestTheme()
{
    for (char const* name : {"XCURSOR_PATH", "XCURSOR_THEME", "XCURSOR_SIZE"})
        unsetenv(name);
    std::filesystem::remove_all(folder_);
}

} // namespace vitrail::test
