/// A Catch2 listener: when an assertion fails while there is a display, what it shows is saved as a PNG.
///
/// The files are called failed-<test case>.png and lie in $VITRAIL_PICTURES, or in the current folder (under meson the
/// build folder).

#include "writeback.hpp"

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include <catch2/catch_test_case_info.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>

namespace {

std::string as_file_name(std::string text)
{
    for (char& c : text) {
        if (!std::isalnum(static_cast<unsigned char>(c)))
            c = '-';
    }
    return text.substr(0, 80);
}

class PictureOnFailure final : public Catch::EventListenerBase {
public:
    using EventListenerBase::EventListenerBase;

    void testCaseStarting(Catch::TestCaseInfo const& info) override
    {
        name_ = as_file_name(info.name);
        saved_ = false;
    }

    /// At the first failure and at once: a moment later the test's compositor is gone.
    void assertionEnded(Catch::AssertionStats const& stats) override
    {
        if (saved_ || stats.assertionResult.isOk())
            return;
        saved_ = true;
        char const* const folder = std::getenv("VITRAIL_PICTURES");
        auto const file = std::filesystem::path{folder ? folder : "."} / ("failed-" + name_ + ".png");
        if (vitrail::test::save_display_picture(file))
            std::cerr << "what the display showed: " << std::filesystem::absolute(file).string() << std::endl;
    }

private:
    std::string name_;
    bool saved_ = false;
};

CATCH_REGISTER_LISTENER(PictureOnFailure)

} // namespace
