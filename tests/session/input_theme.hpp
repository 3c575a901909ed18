#pragma once

#include <filesystem>

namespace vitrail::test {

/// A cursor theme of plain squares, 16 pixels wide (and 32, for scale 2), hot spot at the top left: every shape has one colour, so that a
/// test sees at a pixel which one is shown. While one lives, servers that start use it.
///
///     default magenta   text 0xff00ffff (cyan)   grabbing 0xff804000   se-resize 0xff804080   wait 0xff101010, then 0xff202020 (100 ms each)
class TestTheme {
public:
    TestTheme();
    TestTheme(TestTheme const&) = delete;
    TestTheme& operator=(TestTheme const&) = delete;
    ~TestTheme();

    static constexpr unsigned arrow = 0xffff00ff, text = 0xff00ffff, grabbing = 0xff804000, corner = 0xff804080, wait_1 = 0xff101010,
                              wait_2 = 0xff202020;
    static constexpr int size = 16;

private:
    std::filesystem::path folder_;
};

} // namespace vitrail::test
