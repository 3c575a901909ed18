#include "control/config_file.hpp"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <optional>

using namespace vitrail;

namespace {

/// An empty folder, gone with the test.
struct Folder {
    std::filesystem::path path;

    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "vitrail-config.XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path); }

    std::filesystem::path write(std::filesystem::path const& name, std::string_view text) const
    {
        std::filesystem::create_directories((path / name).parent_path());
        std::ofstream{path / name} << text;
        return path / name;
    }
};

/// An environment variable for one test.
class Variable {
public:
    Variable(char const* name, std::string const& value) : name_{name}
    {
        if (char const* old = std::getenv(name))
            old_ = old;
        ::setenv(name, value.c_str(), 1);
    }
    Variable(Variable const&) = delete;
    Variable& operator=(Variable const&) = delete;
    ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }

private:
    char const* name_;
    std::optional<std::string> old_;
};

} // namespace

TEST_CASE("a named configuration file that is not there is an error that names it")
{
    ConfigFile file{"/nowhere/vitrail.toml"};
    auto const read = file.read();
    REQUIRE(!read);
    CHECK(read.error().code == "no-config");
    CHECK(read.error().message
          == "cannot read the configuration file /nowhere/vitrail.toml: No such file or directory; give another one with "
             "--config, or none for the defaults");
}

TEST_CASE("what is no file, or endless, is refused as a configuration")
{
    Folder const folder;
    CHECK(ConfigFile{folder.path}.read().error().message.contains("it is a folder"));
    CHECK(ConfigFile{"/dev/zero"}.read().error().message.contains("it is not an ordinary file"));
    auto const large = folder.write("large.toml", std::string(2 << 20, '#'));
    CHECK(ConfigFile{large}.read().error().message.starts_with(large.string() + ":1: the file is larger than a mebibyte; write"));
}

TEST_CASE("the user's own file is stronger than the machine's, and none at all is the defaults")
{
    Folder const folder;
    Variable const own{"XDG_CONFIG_HOME", folder.path / "own"};
    Variable const shared{"XDG_CONFIG_DIRS", "relative:" + (folder.path / "shared").string()};
    ConfigFile file;
    REQUIRE(file.read());
    CHECK(file.path().empty());
    CHECK(file.config() == Config{});
    folder.write("shared/vitrail/vitrail.toml", "cursor.size = 30");
    REQUIRE(file.read());
    CHECK(file.config().seat.cursor.size == 30);
    auto const users = folder.write("own/vitrail/vitrail.toml", "cursor.size = 40");
    REQUIRE(file.read());
    CHECK(file.config().seat.cursor.size == 40);
    CHECK(file.path() == users);
}

TEST_CASE("without XDG_CONFIG_HOME the file lies in ~/.config, and the machine's in /etc/xdg")
{
    Variable const own{"XDG_CONFIG_HOME", "not/absolute"}, shared{"XDG_CONFIG_DIRS", ""}, home{"HOME", "/elsewhere"};
    CHECK(ConfigFile::usual_places()
          == std::vector<std::filesystem::path>{"/elsewhere/.config/vitrail/vitrail.toml", "/etc/xdg/vitrail/vitrail.toml"});
}

TEST_CASE("a file that can no longer be read changes nothing, and neither does one with a mistake")
{
    Folder const folder;
    auto const path = folder.write("vitrail.toml", "cursor.size = 40");
    ConfigFile file{path};
    REQUIRE(file.read());
    std::filesystem::remove(path);
    CHECK(!file.has_news());
    CHECK(!file.read_again());
    CHECK(file.config().seat.cursor.size == 40);
    folder.write("vitrail.toml", "cursor.size = 41\nrepeat = 3");
    CHECK(file.has_news());
    auto const again = file.read_again();
    REQUIRE(again);
    CHECK(again->size() == 1);
    CHECK(!file.has_news());
    CHECK(file.config().seat.cursor.size == 40);
    folder.write("vitrail.toml", "cursor.size = 41");
    CHECK(file.has_news());
    REQUIRE(file.read_again());
    CHECK(file.config().seat.cursor.size == 41);
}
