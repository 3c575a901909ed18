#include "input_theme.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace vitrail::test {

namespace {

// Xcursor(3), "CURSOR FILES": little-endian words; a table of contents, then one chunk per picture.
std::vector<std::uint32_t> cursor_file(std::vector<std::uint32_t> const& colors)
{
    constexpr std::uint32_t image_type = 0xfffd0002, edge = TestTheme::size, delay_ms = 100;
    constexpr std::uint32_t header_words = 4, entry_words = 3, image_words = 9 + edge * edge;
    auto const count = std::uint32_t(colors.size());
    std::vector<std::uint32_t> words{0x72756358, header_words * 4, 0x10000, count};
    for (std::uint32_t i = 0; i < count; ++i)
        words.insert(words.end(), {image_type, edge, (header_words + count * entry_words + i * image_words) * 4});
    for (auto const color : colors) {
        words.insert(words.end(), {36, image_type, edge, 1, edge, edge, 0, 0, delay_ms});
        words.insert(words.end(), edge * edge, color);
    }
    return words;
}

void write_cursor(std::filesystem::path const& folder, std::string const& name, std::vector<std::uint32_t> const& colors)
{
    auto const words = cursor_file(colors);
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
